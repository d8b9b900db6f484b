"""The blind-signature protocol of docs/promises: pure, no Django, no network, no clock.

One issuer key a slot; the browser blinds a message, the issuer signs what it cannot read, the browser opens the
answer and holds a seal. Server and browser code (`web/static/js/seal/`) pass the same vectors of RFC 9474.
"""

from peerhouse.credentials.protocol.blindrsa import (
    MODULUS_BITS,
    Blinded,
    SigningKey,
    VerifyingKey,
    blind,
    finalize,
)
from peerhouse.credentials.protocol.errors import (
    AnswerRefusedError,
    KeyRefusedError,
    ManifestRefusedError,
    OutOfRangeError,
    ProtocolError,
    SigningFaultError,
)
from peerhouse.credentials.protocol.manifest import (
    Manifest,
    manifest_bytes,
    manifest_digest,
    read_manifest,
    words,
)
from peerhouse.credentials.protocol.messages import (
    POLL_SLOTS,
    PROTOCOL,
    RANDOMNESS_BYTES,
    belongs,
    message_for,
    nullifier,
)

__all__ = [
    "MODULUS_BITS",
    "POLL_SLOTS",
    "PROTOCOL",
    "RANDOMNESS_BYTES",
    "AnswerRefusedError",
    "Blinded",
    "KeyRefusedError",
    "Manifest",
    "ManifestRefusedError",
    "OutOfRangeError",
    "ProtocolError",
    "SigningFaultError",
    "SigningKey",
    "VerifyingKey",
    "belongs",
    "blind",
    "finalize",
    "manifest_bytes",
    "manifest_digest",
    "message_for",
    "nullifier",
    "read_manifest",
    "words",
]
