"""Everything that the room's origin serves as it is: made once when the process starts, held in memory.

The pages are empty shells, one in each language; what happens in the room comes by script. The files lie under the
digest of all of them, so that a browser may keep each for good and modules import each other by relative names.
"""

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from peerhouse.rooms.live.exchange import Reply, Request

FOLDERS: Final = ("css", "fonts", "js/room", "js/seal")
KINDS: Final = {
    ".css": b"text/css; charset=utf-8",
    ".js": b"text/javascript; charset=utf-8",
    ".svg": b"image/svg+xml",
    ".woff2": b"font/woff2",
}
PACKED: Final = frozenset({".css", ".js", ".svg"})
HTML: Final = b"text/html; charset=utf-8"
POLICY: Final = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
    b"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PAGE_HEADERS: Final = (
    (b"content-security-policy", POLICY),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cache-control", b"no-cache"),
    (b"vary", b"accept-encoding"),
)
_FILE_HEADERS: Final = ((b"cache-control", b"public, max-age=31536000, immutable"), (b"vary", b"accept-encoding"))


@dataclass(frozen=True, slots=True)
class Held:
    """A page or file in memory, with its compressed form where that is worth it."""

    body: bytes
    packed: bytes | None
    kind: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    tag: bytes

    def reply(self, request: Request) -> Reply:
        headers = (*self.headers, (b"etag", self.tag))
        if request.headers.get(b"if-none-match") == self.tag:
            return Reply(304, headers=headers)
        if self.packed and b"gzip" in request.headers.get(b"accept-encoding", b""):
            return Reply(200, self.packed, self.kind, (*headers, (b"content-encoding", b"gzip")))
        return Reply(200, self.body, self.kind, headers)


def held(body: bytes, kind: bytes, headers: tuple[tuple[bytes, bytes], ...], *, pack: bool) -> Held:
    tag = b'"%s"' % sha256(body).hexdigest()[:16].encode()
    return Held(body, gzip.compress(body, mtime=0) if pack else None, kind, headers, tag)


class Pages:
    """`rooms` and `left` by language code, `files` by path, `missing` for everything else."""

    def __init__(self) -> None:
        contents = {name: path.read_bytes() for name, path in _static_files()}
        digest = sha256(b"".join(name.encode() + sha256(contents[name]).digest() for name in sorted(contents)))
        self.prefix = f"/static/{digest.hexdigest()[:12]}/"
        self.files: Mapping[str, Held] = {
            self.prefix + name: held(body, KINDS[Path(name).suffix], _FILE_HEADERS, pack=Path(name).suffix in PACKED)
            for name, body in contents.items()
        }
        languages = [code for code, _name in settings.LANGUAGES]
        self.rooms = {code: self._render(code, "rooms/room/room.html") for code in languages}
        self.left = {code: self._render(code, "rooms/room/left.html") for code in languages}
        self.missing = self._render(settings.LANGUAGE_CODE, "rooms/room/missing.html").body

    def _render(self, language: str, template: str) -> Held:
        with translation.override(language):
            text = render_to_string(template, {"static_prefix": self.prefix, "site": settings.SITE_ORIGIN})
        headers = (*_PAGE_HEADERS, *_transport())
        return held(text.encode(), HTML, headers, pack=True)


def _transport() -> tuple[tuple[bytes, bytes], ...]:
    if not settings.SECURE_HSTS_SECONDS:
        return ()
    return ((b"strict-transport-security", b"max-age=%d" % settings.SECURE_HSTS_SECONDS),)


def _static_files() -> Iterator[tuple[str, Path]]:
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            folder = str(Path(name).parent)
            if Path(name).suffix in KINDS and (folder in FOLDERS or name == "mark.svg"):
                yield name, Path(storage.path(name))
