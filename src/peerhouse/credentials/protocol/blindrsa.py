"""RFC 9474 RSABSSA-SHA384-PSS: the issuer signs a number that it cannot recognise later.

The variant in use is RSABSSA-SHA384-PSS-Randomized, whose prefix `messages.message_for` adds; what is here is
the same for the Deterministic variant. Section numbers are those of RFC 9474.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hashlib import sha384
from typing import Final, Self

import gmpy2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from peerhouse.credentials.protocol.errors import (
    AnswerRefusedError,
    KeyRefusedError,
    OutOfRangeError,
    SigningFaultError,
)

MODULUS_BITS: Final = 2048
LARGEST_MODULUS_BITS: Final = 4096
EXPONENT: Final = 65537
SALT_BYTES: Final = 48
_HASH_BYTES: Final = 48
_PSS: Final = padding.PSS(mgf=padding.MGF1(hashes.SHA384()), salt_length=SALT_BYTES)
_SHA384: Final = hashes.SHA384()


class VerifyingKey:
    """A slot's public key. The exponent is 65537 always, so a key is its modulus: big-endian, no leading zero."""

    __slots__ = ("_key", "modulus", "modulus_bytes")

    def __init__(self, modulus_bytes: bytes) -> None:
        modulus = int.from_bytes(modulus_bytes, "big")
        _refuse_weak(modulus, EXPONENT)
        if len(modulus_bytes) != _bytes_in(modulus):
            raise KeyRefusedError("a modulus is written without leading zeros")
        self.modulus = modulus
        self.modulus_bytes = modulus_bytes
        self._key = rsa.RSAPublicNumbers(EXPONENT, modulus).public_key()

    def verify(self, message: bytes, signature: bytes) -> bool:
        """About 50 microseconds on one core, with the GIL released; never raises for a wrong signature."""
        try:
            self._key.verify(signature, message, _PSS, _SHA384)
        except InvalidSignature:
            return False
        return True


class SigningKey:
    """A slot's private key. It is worth a vote for each use: it lives from making the sitting to closing check-in."""

    __slots__ = ("_key", "public")

    def __init__(self, key: rsa.RSAPrivateKey) -> None:
        numbers = key.public_key().public_numbers()
        _refuse_weak(numbers.n, numbers.e)
        self._key = key
        self.public = VerifyingKey(numbers.n.to_bytes(_bytes_in(numbers.n), "big"))

    @classmethod
    def generate(cls) -> Self:
        """Takes about 0.1 s: make a sitting's keys when the sitting is created, never while somebody waits."""
        return cls(rsa.generate_private_key(public_exponent=EXPONENT, key_size=MODULUS_BITS))

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self:
        """`stored` is what `to_bytes` gave. A damaged key is not found here but before its first answer leaves.

        OpenSSL's own check costs as much as several signatures for each of 24 keys; `blind_sign` proves each answer.
        """
        key = load_der_private_key(stored, password=None, unsafe_skip_rsa_key_validation=True)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise KeyRefusedError("only RSA keys sign seals")
        return cls(key)

    def to_bytes(self) -> bytes:
        """PKCS#8 DER, not encrypted: whoever reads it can mint seals until it is destroyed."""
        return self._key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())

    def blind_sign(self, blinded: bytes) -> bytes:
        """BlindSign, section 4.3. Both sides have the modulus's length in bytes.

        Raises OutOfRangeError for a number no honest browser sends, SigningFaultError if the result is wrong.
        """
        modulus = self.public.modulus
        number = _number_below(blinded, modulus)
        private = self._key.private_numbers()
        # Base blinding: what is raised to the secret exponents is unknown to the person who sent `blinded`,
        # so neither time nor power tells anything about the exponents (section 7.1).
        mask = 1 + secrets.randbelow(modulus - 1)
        unmask = gmpy2.invert(mask, modulus)
        masked = number * gmpy2.powmod(mask, EXPONENT, modulus) % modulus
        half_p = gmpy2.powmod_sec(masked % private.p, private.dmp1, private.p)
        half_q = gmpy2.powmod_sec(masked % private.q, private.dmq1, private.q)
        whole = half_q + private.q * ((half_p - half_q) * private.iqmp % private.p)
        signed = whole * unmask % modulus
        if gmpy2.powmod(signed, EXPONENT, modulus) != number:
            raise SigningFaultError("the signature failed its own check and was thrown away")
        return int(signed).to_bytes(len(blinded), "big")


@dataclass(frozen=True, slots=True)
class Blinded:
    """`request` goes to the issuer; `inverse` stays in the browser and opens the answer. Both modulus-long."""

    request: bytes
    inverse: bytes


def blind(key: VerifyingKey, message: bytes) -> Blinded:
    """Blind, section 4.2, for simulated participants: a browser does the same in `blindrsa.js`."""
    return blind_with(key, message, salt=secrets.token_bytes(SALT_BYTES), factor=1 + secrets.randbelow(key.modulus - 1))


def blind_with(key: VerifyingKey, message: bytes, *, salt: bytes, factor: int) -> Blinded:
    """Chosen salt and factor are for the published vectors alone: a repeated factor links two seals."""
    modulus = key.modulus
    encoded = int.from_bytes(encode_pss(message, modulus.bit_length() - 1, salt), "big")
    inverse = gmpy2.invert(factor, modulus)
    request = encoded * gmpy2.powmod(factor, EXPONENT, modulus) % modulus
    length = len(key.modulus_bytes)
    return Blinded(int(request).to_bytes(length, "big"), int(inverse).to_bytes(length, "big"))


def finalize(key: VerifyingKey, message: bytes, answer: bytes, inverse: bytes) -> bytes:
    """Finalize, section 4.4: the signature, or AnswerRefusedError if the issuer answered with anything else."""
    opened = _number_below(answer, key.modulus) * gmpy2.mpz(int.from_bytes(inverse, "big")) % key.modulus
    signature = int(opened).to_bytes(len(key.modulus_bytes), "big")
    if not key.verify(message, signature):
        raise AnswerRefusedError("the answer is not a signature of this message")
    return signature


def encode_pss(message: bytes, bits: int, salt: bytes) -> bytes:
    """EMSA-PSS-ENCODE of RFC 8017, 9.1.1, with SHA-384 and MGF1-SHA-384: `ceil(bits / 8)` bytes."""
    length = -(-bits // 8)
    digest = sha384(bytes(8) + sha384(message).digest() + salt).digest()
    padded = bytes(length - len(salt) - _HASH_BYTES - 2) + b"\x01" + salt
    mask = b"".join(
        sha384(digest + counter.to_bytes(4, "big")).digest() for counter in range(-(-length // _HASH_BYTES))
    )
    masked = bytearray(left ^ right for left, right in zip(padded, mask, strict=False))
    masked[0] &= 0xFF >> (8 * length - bits)
    return bytes(masked) + digest + b"\xbc"


def _refuse_weak(modulus: int, exponent: int) -> None:
    if exponent != EXPONENT:
        raise KeyRefusedError("the public exponent must be 65537")
    if not MODULUS_BITS <= modulus.bit_length() <= LARGEST_MODULUS_BITS:
        raise KeyRefusedError(f"a modulus has {MODULUS_BITS} to {LARGEST_MODULUS_BITS} bits")


def _number_below(value: bytes, modulus: int) -> gmpy2.mpz:
    number = gmpy2.mpz(int.from_bytes(value, "big")) if len(value) == _bytes_in(modulus) else 0
    if not 0 < number < modulus:
        raise OutOfRangeError("the value must be a number below the modulus, in exactly its length")
    return number


def _bytes_in(number: int) -> int:
    return (number.bit_length() + 7) // 8
