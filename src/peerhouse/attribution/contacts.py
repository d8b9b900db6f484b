"""Anything that reaches or points to one person: e-mail and web addresses, telephone numbers, social handles."""

import re
from collections.abc import Iterator

from peerhouse.attribution.findings import Finding
from peerhouse.attribution.normalise import plain

_AT = r"(?:@|\s?[\[({]\s?(?:at|@)\s?[\])}]\s?)"
_DOT = r"(?:\.|\s?[\[({]\s?(?:dot|\.)\s?[\])}]\s?)"
# Letters of scripts with spaces between words: a Chinese clause in front of an address is not part of it.
_W = r"0-9A-Za-z_\u00c0-\u024f\u0370-\u06ff"
_EMAIL = re.compile(rf"[{_W}.+%'’-]*[{_W}]{_AT}[{_W}-]+(?:{_DOT}[{_W}-]+)+", re.IGNORECASE)
_TOP = (
    "com|org|net|int|gov|edu|mil|info|biz|name|example|test|app|dev|tech|cloud|online|site|io|ai|co|eu|uk|de|fr|es|ch|at|it|"
    "nl|be|se|dk|fi|pl|pt|ie|gr|cz|ru|ua|kz|cn|hk|tw|jp|kr|sg|au|nz|ca|mx|br|ar|cl|pe|za|ke|ng|gh|eg|ma|ae|sa|qa|jo|lb|tr|il|"
    "рф|中国"
)
# Also words of a language, so that "harm.In" is no address: they count only with a path behind them.
_WORDLIKE = "in|me|us|is|so|to|no|am|as|by|do|id|my|tv|ly|gl"
_URL = re.compile(
    r"(?:(?:https?|ftp|hxxps?)://|www\.)[^\s<>\"“”«»]+"
    rf"|(?<![\w@.-])(?:[a-z0-9\u0400-\u04ff](?:[\w-]*\w)?\.)+(?:(?:{_TOP})(?![\w-])(?:[/:?#][^\s<>\"“”«»]*)?|(?:{_WORDLIKE})/[^\s<>\"“”«»]*)",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?)]}'’»”。，；：！？）…"
_HOST = re.compile(r"^(?:[a-z]+://)?(?:[^/@\s]*@)?([^/:?#\s]+)", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w@./])@[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,38}[A-Za-z0-9_])(?:@[\w-]+(?:\.[\w-]+)+)?")
_MESSENGER = re.compile(
    r"(?<![A-Za-z])(?:skype|telegram|whatsapp|wechat|signal|threema|viber|line|微信|QQ)(?:\s?(?:id|号))?\s?[:：]\s?"
    r"[A-Za-z0-9_+.@-]{3,}",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![0-9A-Za-z.,:/-])(?:\+|00)?[ ]?\(?\d(?:[\d \u00a0().\-‐‑–/]{4,22})\d(?![0-9A-Za-z-])")
_CALLED = re.compile(
    r"(?:tel|phone|call|mobile|cell|fax|whatsapp|téléphone|portable|teléfono|móvil|телефон|тел|моб|هاتف|جوال|رقم|电话|手机)\W{0,3}$",
    re.IGNORECASE,
)
_DATE = re.compile(r"\D?\d{1,2}[./ –-]\d{1,2}[./ –-]\d{4}|\d{4}[./ –-]\d{1,2}[./ –-]\d{1,2}")
_DIGITS = range(8, 16)
_DIGITS_AFTER_WORD = 5
_NATIONAL = re.compile(
    r"\(?0[\d()]*(?:[ ().\-‐‑–/]+\d+){1,5}|0\d{8,10}|\(?\d{3}\)?[ .\-‐‑]\d{3}[ .\-‐‑]\d{4}|1[3-9]\d{9}|"
    r"8[ -]?\(?9\d{2}\)?[ -]?\d{3}[ -]?\d{2}[ -]?\d{2}|1[3-9]\d[ -]\d{4}[ -]\d{4}",
)
_NATIONAL_DIGITS = range(9, 12)


def contacts(text: str) -> Iterator[Finding]:
    """Hard findings, overlapping ones included; `term` is the address as it reads, without mark-up."""
    shown = plain(text)

    def finding(kind: str, start: int, end: int) -> Finding:
        first, last = shown.starts[start], shown.ends[end - 1]
        return Finding(first, last, text[first:last], kind, "hard", shown.text[start:end])

    for kind, sign, pattern in _PATTERNS:
        if sign.search(shown.text) is None:
            continue
        for match in pattern.finditer(shown.text):
            start, end = _bounds(kind, match)
            if start < end:
                yield finding(kind, start, end)


def _bounds(kind: str, match: re.Match[str]) -> tuple[int, int]:
    """Where the contact itself stands in the match; nowhere, when it is none."""
    start, end = match.span()
    if kind == "url":
        return start, start + len(_without_trailing(match.group()))
    if kind == "phone":
        written = match.group().strip()
        return (
            (end - len(written), end)
            if _is_phone(written, match.string[max(0, start - 20) : start])
            else (start, start)
        )
    return start, end


# A cheap sign that must be there comes first: most sentences hold none.
_PATTERNS = (
    ("email", re.compile(r"@|\bat\b", re.IGNORECASE), _EMAIL),
    ("url", re.compile(r"\w\.\w|://"), _URL),
    ("handle", re.compile("@"), _HANDLE),
    ("handle", re.compile(":|："), _MESSENGER),
    ("phone", re.compile(r"\d\D{0,3}\d\D{0,3}\d\D{0,3}\d\D{0,3}\d"), _PHONE),
)


def host_of(address: str) -> str:
    """The host of a web address, in small letters; empty when there is none."""
    match = _HOST.match(address)
    return match.group(1).lower() if match else ""


def _without_trailing(address: str) -> str:
    """Punctuation behind an address belongs to the sentence, a bracket that the address opened belongs to it."""
    while address and address[-1] in _TRAILING:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address


def _is_phone(written: str, before: str) -> bool:
    digits = sum(character.isdigit() for character in written)
    if _DATE.match(written):
        return False
    if _CALLED.search(before):
        return digits >= _DIGITS_AFTER_WORD
    if written.startswith(("+", "00")):
        return digits in _DIGITS
    return digits in _NATIONAL_DIGITS and _NATIONAL.fullmatch(written) is not None
