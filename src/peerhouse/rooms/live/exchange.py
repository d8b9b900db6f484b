"""What comes in, stripped to what is needed before anything else sees it, and what goes out.

A request keeps its method, path, query and four headers. Its address, its user agent, its cookies and the rest end
here: no other module of the room's origin receives an ASGI scope.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson

Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

KEPT_HEADERS: Final = frozenset({b"accept-encoding", b"content-length", b"content-type", b"if-none-match"})
ALWAYS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
JSON: Final = b"application/json"
NO_STORE: Final = (b"cache-control", b"no-store")


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    query: bytes
    headers: Mapping[bytes, bytes]


def strip(scope: Message) -> Request:
    """Drops everything about the sender that is not on the allow-list."""
    headers = {name: value for name, value in scope["headers"] if name in KEPT_HEADERS}
    return Request(scope["method"], scope["path"], scope["query_string"], headers)


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    body: bytes = b""
    kind: bytes = JSON
    headers: tuple[tuple[bytes, bytes], ...] = (NO_STORE,)


def refusal(status: int, reason: str, *headers: tuple[bytes, bytes], **detail: object) -> Reply:
    """`reason` is a word for the page's script, which shows the sentence that belongs to it."""
    return Reply(status, orjson.dumps({"reason": reason, **detail}), headers=(NO_STORE, *headers))


BUSY: Final = refusal(503, "busy", (b"retry-after", b"2"))
ACCEPTED: Final = Reply(200, b'{"accepted":true}')


async def answer(send: Send, reply: Reply, method: str) -> None:
    bodiless = reply.status == 304  # noqa: PLR2004 - Not Modified
    headers = [*ALWAYS, *reply.headers]
    if not bodiless:
        headers += [(b"content-type", reply.kind), (b"content-length", b"%d" % len(reply.body))]
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if bodiless or method == "HEAD" else reply.body})


class TooLongError(Exception):
    """The body is longer than allowed; the rest of it was not read."""


class GoneError(Exception):
    """The sender went away in the middle of the body."""


async def read_body(request: Request, receive: Receive, limit: int) -> bytes:
    """At most `limit` bytes; raises TooLongError or GoneError."""
    length = request.headers.get(b"content-length", b"0")
    if not length.isdigit() or int(length) > limit:
        raise TooLongError
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise GoneError
        body += message.get("body", b"")
        if len(body) > limit:
            raise TooLongError
        if not message.get("more_body", False):
            return bytes(body)


def report(log: logging.Logger, what: str, error: Exception) -> None:
    """The kind of an error and nothing else: a message or a traceback may quote what somebody sent."""
    log.error("%s: %s", what, type(error).__name__)
