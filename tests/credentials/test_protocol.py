"""The protocol against its RFC, against whoever bends it, and against a machine that computes wrongly."""

import json
from pathlib import Path
from secrets import token_bytes
from uuid import UUID, uuid4

import gmpy2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from peerhouse.credentials.protocol import (
    POLL_SLOTS,
    AnswerRefusedError,
    KeyRefusedError,
    OutOfRangeError,
    SigningFaultError,
    SigningKey,
    VerifyingKey,
    belongs,
    blind,
    finalize,
    message_for,
    nullifier,
)
from peerhouse.credentials.protocol.blindrsa import blind_with

RFC = json.loads((Path(__file__).parent / "vectors" / "rfc9474.json").read_text())
SITTING = UUID("0f6b3b3e-5a0c-4c0e-9b1f-3d6f3f0a7c11")


@pytest.fixture(scope="module")
def key():
    return SigningKey.generate()


@pytest.fixture(scope="module")
def rfc_key():
    private = rsa_numbers({name: int(value, 16) for name, value in RFC["key"].items()})
    return SigningKey(private.private_key())


def rsa_numbers(numbers, **faults):
    """Private numbers of an RSA key, with some of them replaced."""
    p, q, d = numbers["p"], numbers["q"], numbers["d"]
    parts = {"dmp1": d % (p - 1), "dmq1": d % (q - 1), "iqmp": int(gmpy2.invert(q, p))} | faults
    public = rsa.RSAPublicNumbers(numbers["e"], numbers["n"])
    return rsa.RSAPrivateNumbers(p=p, q=q, d=d, public_numbers=public, **parts)


@pytest.mark.parametrize("vector", RFC["vectors"], ids=lambda vector: vector["name"])
def test_vectors_of_the_rfc_come_out_to_the_bit(rfc_key, vector):
    message = bytes.fromhex(vector["msg_prefix"] + vector["msg"])
    factor = int(gmpy2.invert(int(vector["inv"], 16), rfc_key.public.modulus))

    blinded = blind_with(rfc_key.public, message, salt=bytes.fromhex(vector["salt"]), factor=factor)
    assert blinded.request.hex() == vector["blinded_msg"]
    assert blinded.inverse.hex() == vector["inv"]

    answer = rfc_key.blind_sign(blinded.request)
    assert answer.hex() == vector["blind_sig"]

    signature = finalize(rfc_key.public, message, answer, blinded.inverse)
    assert signature.hex() == vector["sig"]
    assert rfc_key.public.verify(message, signature)


def test_seal_is_made_by_an_issuer_that_never_sees_it(key):
    message = message_for(token_bytes(32), SITTING, "poll-01")
    blinded = blind(key.public, message)
    answer = key.blind_sign(blinded.request)
    signature = finalize(key.public, message, answer, blinded.inverse)

    assert key.public.verify(message, signature)
    assert len({message, blinded.request, answer, signature}) == 4
    assert key.public.verify(message[:-1] + b"2", signature) is False
    assert SigningKey.generate().public.verify(message, signature) is False
    assert key.public.verify(message, signature[:-1]) is False


def test_same_message_is_blinded_differently_each_time(key):
    message = message_for(token_bytes(32), SITTING, "poll-01")
    assert blind(key.public, message).request != blind(key.public, message).request


def test_key_survives_storage(key):
    stored = key.to_bytes()
    again = SigningKey.from_bytes(stored)
    blinded = blind(key.public, b"message")
    assert again.blind_sign(blinded.request) == key.blind_sign(blinded.request)
    assert again.public.modulus_bytes == key.public.modulus_bytes


@pytest.mark.parametrize("part", ["dmp1", "dmq1", "iqmp"])
def test_corrupted_key_never_answers(key, part):
    """One wrong CRT half and a correct request give the attacker a factor of the modulus by one gcd."""
    private = key._key.private_numbers()
    numbers = {"p": private.p, "q": private.q, "d": private.d, "e": 65537, "n": private.public_numbers.n}
    damaged = rsa_numbers(numbers, **{part: getattr(private, part) ^ 4})
    stored = damaged.private_key(unsafe_skip_rsa_key_validation=True).private_bytes(
        Encoding.DER, PrivateFormat.PKCS8, NoEncryption()
    )
    with pytest.raises(SigningFaultError) as refusal:
        SigningKey.from_bytes(stored).blind_sign(blind(key.public, b"message").request)
    assert str(refusal.value) == "the signature failed its own check and was thrown away"


def test_answer_is_right_whatever_mask_was_drawn(key):
    request = blind(key.public, b"message").request
    assert len({key.blind_sign(request) for _ in range(5)}) == 1


def test_numbers_outside_the_key_are_not_signed(key):
    modulus = key.public.modulus
    for refused in (
        b"",
        bytes(256),
        modulus.to_bytes(256, "big"),
        b"\xff" * 256,
        (1).to_bytes(255, "big"),
        (1).to_bytes(257, "big"),
    ):
        with pytest.raises(OutOfRangeError):
            key.blind_sign(refused)
    assert key.blind_sign((modulus - 1).to_bytes(256, "big")) == (modulus - 1).to_bytes(256, "big")


def test_wrong_answer_is_refused_by_the_participant(key):
    message = message_for(token_bytes(32), SITTING, "poll-01")
    blinded = blind(key.public, message)
    other = SigningKey.generate()
    with pytest.raises(AnswerRefusedError):
        finalize(key.public, message, key.blind_sign(blind(key.public, b"other").request), blinded.inverse)
    with pytest.raises((AnswerRefusedError, OutOfRangeError)):
        finalize(key.public, message, other.blind_sign(blind(other.public, message).request), blinded.inverse)
    with pytest.raises(OutOfRangeError):
        finalize(key.public, message, b"\x01", blinded.inverse)


def test_weak_keys_are_refused():
    exponent_three = rsa.generate_private_key(public_exponent=3, key_size=2048)
    too_small = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505 (meant)
    not_rsa = ec.generate_private_key(ec.SECP256R1())
    encoding = (Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    for weak in (exponent_three, too_small, not_rsa):
        with pytest.raises(KeyRefusedError):
            SigningKey.from_bytes(weak.private_bytes(*encoding))


def test_moduli_of_the_wrong_size_are_refused(key):
    modulus = key.public.modulus_bytes
    for refused in (b"", modulus[:128], b"\x00" + modulus, b"\x7f" + modulus[1:], b"\x01" * 513):
        with pytest.raises(KeyRefusedError):
            VerifyingKey(refused)


@given(randomness=st.binary(min_size=32, max_size=32), slot=st.sampled_from(POLL_SLOTS), sitting=st.uuids())
def test_message_belongs_to_its_slot_and_sitting_alone(randomness, slot, sitting):
    message = message_for(randomness, sitting, slot)
    assert message[:32] == randomness
    assert belongs(message, sitting, slot)
    assert not belongs(message, uuid4(), slot)
    assert not any(belongs(message, sitting, other) for other in POLL_SLOTS if other != slot)
    assert not belongs(message[1:], sitting, slot)
    assert not belongs(b"\x00" + message, sitting, slot)
    assert not belongs(message[:32], sitting, slot)
    assert not belongs(message + b"0", sitting, slot)


def test_message_is_written_as_the_paper_says():
    assert message_for(bytes(32), SITTING, "poll-07") == bytes(32) + b"peerhouse/v1|%s|poll-07" % str(SITTING).encode()


@pytest.mark.parametrize("length", [0, 31, 33])
def test_message_needs_exactly_32_random_bytes(length):
    with pytest.raises(ValueError, match="exactly 32"):
        message_for(bytes(length), SITTING, "poll-01")


def test_nullifier_is_the_hash_of_the_message():
    assert nullifier(b"abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_sitting_has_24_poll_slots():
    assert POLL_SLOTS[0] == "poll-01"
    assert POLL_SLOTS[-1] == "poll-24"
    assert len(set(POLL_SLOTS)) == 24
