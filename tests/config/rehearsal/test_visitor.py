"""A simulated person at a door that makes them wait, and then does not let them in."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from uuid import UUID

import pytest

from peerhouse.config.rehearsal.mailbox import Mailbox
from peerhouse.config.rehearsal.play import Stage
from peerhouse.config.rehearsal.report import Report
from peerhouse.config.rehearsal.visitor import RefusedError, Visitor, errors_in
from peerhouse.credentials import protocol
from tests.factories import credentials

SITTING = "7f3c1f9e-6a51-4a39-9a30-111111111111"


class Door(BaseHTTPRequestHandler):
    """Says twice that it has to wait; then nobody comes in, but a convenor's button works."""

    knocked: list[bytes]

    def do_GET(self):
        moduli = {slot: key.public.modulus_bytes for slot, key in credentials.keys().items()}
        manifest = protocol.manifest_bytes(UUID(SITTING), moduli)
        page = b'<form><input name="csrfmiddlewaretoken" value="t"></form>'
        self.answer(200, manifest if self.path.endswith("manifest.json") else page)

    def do_POST(self):
        self.knocked.append(self.rfile.read(int(self.headers["Content-Length"])))
        console = self.path.endswith("/open-doors/")
        waiting, then = (409, 200) if console else (423, 403)
        self.answer(waiting if len(self.knocked) < 3 else then, b'{"reason":"The doors are closed."}')

    def answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if status == 423 and len(self.knocked) == 1:
            self.send_header("Retry-After", "0.05")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments):
        return


@pytest.fixture
def door() -> Iterator[str]:
    Door.knocked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


async def test_visitor_waits_while_a_poll_is_open_and_asks_for_the_same_seals_again(door):
    visitor = Visitor(door, "a@peerhouse.example", Mailbox(Path("/nowhere")))
    with pytest.raises(RefusedError, match=r"The door answered 403 .*The doors are closed"):
        await visitor.fetch_seals(SITTING)
    await visitor.client.aclose()
    assert len(Door.knocked) == 3
    assert len(set(Door.knocked)) == 1


async def test_convenor_presses_again_until_the_keys_are_made(door):
    convenor = Visitor(door, "a@peerhouse.example", Mailbox(Path("/nowhere")))
    stage = Stage(door, convenor.mailbox, convenor, Report(), lambda *_: None)
    await stage.open_doors(SITTING)
    assert len(Door.knocked) == 3
    Door.knocked.clear()
    with pytest.raises(TimeoutError):
        await stage.open_doors(SITTING, 0.2)
    await convenor.client.aclose()


def test_errors_of_a_page_are_read_without_their_tags():
    page = '<p class="error"><svg></svg> Too <b>long</b>.</p><p>fine</p>\n<p class="error" id="x">Missing.\n</p>'
    assert [" ".join(said.split()) for said in errors_in(page).split(";")] == ["Too long .", "Missing."]
