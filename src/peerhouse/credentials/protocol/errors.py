"""What the protocol refuses. None of these carries key material or a message."""


class ProtocolError(ValueError):
    """The blind-signature protocol was not followed; nothing was signed or accepted."""


class KeyRefusedError(ProtocolError):
    """The key is not an RSA key with e = 65537 and 2048 to 4096 bits."""


class OutOfRangeError(ProtocolError):
    """The value to sign, or the answer, is not a number modulo this key in exactly its length."""


class SigningFaultError(ProtocolError):
    """The computed signature was wrong. It was thrown away: a faulty CRT half reveals the key's factors."""


class AnswerRefusedError(ProtocolError):
    """The issuer's answer does not unblind to a signature of this message under this key."""


class ManifestRefusedError(ProtocolError):
    """The key manifest is malformed, of another protocol, or not the one whose digest was promised."""
