"""The manifest and its eight words: equal keys give equal words, other keys are noticed."""

import json
from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest

from peerhouse.credentials.protocol import (
    KeyRefusedError,
    ManifestRefusedError,
    SigningKey,
    manifest_bytes,
    manifest_digest,
    read_manifest,
    words,
)
from peerhouse.credentials.protocol.manifest import word_list
from tools.make_words_js import render

SITTING = UUID("0f6b3b3e-5a0c-4c0e-9b1f-3d6f3f0a7c11")
HOUSE = Path(__file__).parents[2] / "src" / "peerhouse"


@pytest.fixture(scope="module")
def moduli():
    return {slot: SigningKey.generate().public.modulus_bytes for slot in ("poll-02", "poll-01")}


def test_manifest_is_the_same_bytes_in_whatever_order_keys_come(moduli):
    manifest = manifest_bytes(SITTING, moduli)
    assert manifest == manifest_bytes(SITTING, dict(reversed(moduli.items())))
    n = {slot: urlsafe_b64encode(modulus).rstrip(b"=").decode() for slot, modulus in moduli.items()}
    assert manifest.decode() == (
        f'{{"e":65537,"protocol":"peerhouse/v1","sitting":"{SITTING}",'
        f'"slots":[["poll-01","{n["poll-01"]}"],["poll-02","{n["poll-02"]}"]]}}'
    )


def test_manifest_is_read_back_under_its_digest(moduli):
    manifest = manifest_bytes(SITTING, moduli)
    read = read_manifest(manifest, manifest_digest(manifest))
    assert read.sitting == SITTING
    assert {slot: key.modulus_bytes for slot, key in read.keys.items()} == moduli


def test_manifest_with_one_other_key_is_refused(moduli):
    promised = manifest_digest(manifest_bytes(SITTING, moduli))
    marked = moduli | {"poll-02": SigningKey.generate().public.modulus_bytes}
    with pytest.raises(ManifestRefusedError, match="not the keys that were promised"):
        read_manifest(manifest_bytes(SITTING, marked), promised)


def altered(manifest, **changes):
    return json.dumps(json.loads(manifest) | changes).encode()


@pytest.mark.parametrize(
    "changes",
    [
        {"e": 3},
        {"protocol": "peerhouse/v0"},
        {"sitting": 7},
        {"sitting": "somewhere"},
        {"slots": None},
        {"slots": [["poll-01"]]},
        {"slots": [["poll-01", "a"]]},
        {"slots": [["poll-01", "é"]]},
    ],
    ids=str,
)
def test_malformed_manifest_is_refused_even_with_its_own_digest(moduli, changes):
    manifest = altered(manifest_bytes(SITTING, moduli), **changes)
    with pytest.raises(ManifestRefusedError):
        read_manifest(manifest, manifest_digest(manifest))


@pytest.mark.parametrize("manifest", [b"", b"{}", b"[]", b"\xff", b"not json"])
def test_what_is_no_manifest_is_refused(manifest):
    with pytest.raises(ManifestRefusedError):
        read_manifest(manifest, manifest_digest(manifest))


def test_manifest_with_a_weak_key_is_refused(moduli):
    manifest = altered(manifest_bytes(SITTING, moduli), slots=[["poll-01", "A" * 171]])
    with pytest.raises(KeyRefusedError):
        read_manifest(manifest, manifest_digest(manifest))


def test_one_key_for_two_slots_is_refused(moduli):
    """With one key for two slots a person could spend two seals in the same poll."""
    shared = manifest_bytes(SITTING, {"poll-01": moduli["poll-01"], "poll-02": moduli["poll-01"]})
    slot = json.loads(manifest_bytes(SITTING, moduli))["slots"]
    twice = altered(shared, slots=[slot[0], [slot[0][0], slot[1][1]]])
    for manifest in (shared, twice):
        with pytest.raises(ManifestRefusedError, match="one key of its own"):
            read_manifest(manifest, manifest_digest(manifest))


def test_words_are_the_first_eighty_bits():
    first, second, last = word_list()[0], word_list()[1], word_list()[-1]
    assert words(bytes(32)) == (first,) * 8
    assert words(b"\xff" * 10 + bytes(22)) == (last,) * 8
    assert words((1 << 70).to_bytes(10, "big") + b"\xff" * 22) == (second, *[first] * 7)
    assert words(sha256(b"peerhouse").digest()) == words(sha256(b"peerhouse").digest()[:10])


def test_word_list_can_be_told_apart_by_ear_and_eye():
    listed = word_list()
    assert len(listed) == len({word[:4] for word in listed}) == 1024
    assert list(listed) == sorted(listed)
    assert all(word.isascii() and word.isalpha() and word.islower() and 4 <= len(word) <= 7 for word in listed)
    masked = [word[:i] + "?" + word[i + 1 :] for word in listed for i in range(len(word))]
    assert len(masked) == len(set(masked)), "two words that differ in one letter are read out alike"
    shorter = {word[:i] + word[i + 1 :] for word in listed for i in range(len(word))}
    assert shorter.isdisjoint(listed), "a word inside another is heard as the other"


def test_browser_has_the_same_words():
    assert (HOUSE / "web/static/js/seal/words.js").read_text("ascii") == render(list(word_list()))
