"""A simulated person on the site, who signs in, registers, accepts the rules and fetches seals, page by page."""

import asyncio
import os
import re
import ssl
from dataclasses import dataclass, field
from functools import cache
from uuid import UUID

import httpx

from peerhouse.config.rehearsal.forms import Form, form_with
from peerhouse.config.rehearsal.guest import Seal, b64, unb64
from peerhouse.config.rehearsal.mailbox import Mailbox, code_in
from peerhouse.credentials import protocol


@cache
def certificates() -> ssl.SSLContext:
    """Read once for everybody: it takes longer than a page."""
    return ssl.create_default_context()


class RefusedError(Exception):
    """The site answered something else than a person at this point would need to go on."""


@dataclass(frozen=True)
class Seat:
    """What the door hands over: where the room is, the key that opens its stream, and the seals."""

    room_origin: str
    key: str
    seals: dict[str, Seal]


@dataclass
class Visitor:
    """One browser on the site, with its cookies."""

    origin: str
    email: str
    mailbox: Mailbox
    client: httpx.AsyncClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = httpx.AsyncClient(
            base_url=self.origin, follow_redirects=True, timeout=120.0, verify=certificates()
        )

    async def open(self, address: str) -> str:
        answer = await self.client.get(address)
        if answer.status_code != httpx.codes.OK:
            message = f"{address} answered {answer.status_code}"
            raise RefusedError(message)
        return answer.text

    async def submit(self, page_address: str, form: Form, **answers: str | list[str]) -> httpx.Response:
        """Sends a form as the browser would: what the page filled in, and these answers over it."""
        fields = {**form.fields, **{name: [a] if isinstance(a, str) else a for name, a in answers.items()}}
        address = form.action or page_address
        response = await self.client.post(
            address, data=fields, headers={"Referer": f"{self.origin}{page_address}", "Origin": self.origin}
        )
        if response.status_code >= httpx.codes.BAD_REQUEST or 'aria-invalid="true"' in response.text:
            message = f"{address} did not take the form: {response.status_code} {errors_in(response.text)}"
            raise RefusedError(message)
        return response

    async def sign_in(self) -> None:
        """Asks for a code, reads it in the mail, and gives it."""
        before = self.mailbox.number(self.email)
        asked = await self.submit("/en/sign-in/", form_with(await self.open("/en/sign-in/"), "email"), email=self.email)
        mail = await self.mailbox.wait_for(self.email, skip=before)
        await self.submit(asked.url.path, form_with(asked.text, "code"), code=code_in(mail))

    async def register(self, session: str, sitting: str, **answers: str | list[str]) -> None:
        address = f"/en/register/{session}/"
        await self.submit(address, form_with(await self.open(address), "organisation"), sitting=sitting, **answers)

    async def pass_the_gate(self, sitting: str) -> None:
        """Accepts the statements that the door shows, if it shows any."""
        address = f"/en/door/{sitting}/"
        page = await self.open(address)
        try:
            gate = form_with(page, "csrfmiddlewaretoken", "statements")
        except LookupError:
            return
        await self.submit(address, gate, agree="on")

    async def fetch_seals(self, sitting: str) -> Seat:
        """Blinds one message a slot, has the batch signed and opens the answer. Where the door waits, it waits."""
        manifest = (await self.client.get(f"/door/{sitting}/manifest.json")).content
        keys = protocol.read_manifest(manifest, protocol.manifest_digest(manifest)).keys
        page = await self.open(f"/en/door/{sitting}/seal/")
        token = form_with(page, "csrfmiddlewaretoken").fields["csrfmiddlewaretoken"][0]
        messages = {slot: protocol.message_for(os.urandom(32), UUID(sitting), slot) for slot in keys}
        blinded = {slot: protocol.blind(keys[slot], message) for slot, message in messages.items()}
        batch = {"blinded": [b64(blinded[slot].request) for slot in keys]}
        while True:
            answer = await self.client.post(
                f"/en/door/{sitting}/seal/",
                json=batch,
                headers={"X-CSRFToken": token, "Origin": self.origin, "Referer": f"{self.origin}/"},
            )
            if answer.status_code != httpx.codes.LOCKED:
                break
            await asyncio.sleep(float(answer.headers.get("Retry-After", "2")))
        if answer.status_code != httpx.codes.OK:
            message = f"The door answered {answer.status_code} {answer.text[:200]}"
            raise RefusedError(message)
        given = answer.json()
        seals = {
            slot: Seal(
                messages[slot],
                protocol.finalize(keys[slot], messages[slot], unb64(signature), blinded[slot].inverse),
            )
            for slot, signature in zip(keys, given["signatures"], strict=True)
        }
        return Seat(str(httpx.URL(given["room"]).copy_with(path="/", query=None)).rstrip("/"), given["room_key"], seals)


def errors_in(page: str) -> str:
    """What the page says is wrong, for the person who reads a failed rehearsal."""
    return "; ".join(
        re.sub(r"<[^>]+>", " ", found).strip() for found in re.findall(r'<p class="error".*?</p>', page, re.DOTALL)
    )
