"""The mail that a demonstration or rehearsal server keeps in a folder, read as its receivers would."""

import asyncio
import re
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Final

SEPARATOR: Final = b"\n" + b"-" * 79 + b"\n"


class Mailbox:
    """The mail of the folder, oldest first. `latest`: only that many of the newest files."""

    def __init__(self, folder: Path, latest: int | None = None) -> None:
        self.folder = folder
        self.newest = latest
        self.in_order: list[EmailMessage] = []
        self.by_receiver: dict[str, list[EmailMessage]] = {}
        self._sizes: dict[str, int] = {}

    def read(self) -> None:
        files = sorted(self.folder.glob("*.log"), key=lambda file: file.stat().st_mtime_ns)
        for file in files[-self.newest :] if self.newest else files:
            self._read_file(file)

    def _read_file(self, file: Path) -> None:
        """Reads what was added. Django appends to a file whose name comes again within the same second."""
        if file.stat().st_size == self._sizes.get(file.name, 0):
            return
        content = file.read_bytes()
        if not content.endswith(SEPARATOR):
            return  # still being written
        added = content[self._sizes.get(file.name, 0) :]
        self._sizes[file.name] = len(content)
        for part in added.split(SEPARATOR):
            if part.strip():
                mail = message_from_bytes(part, policy=policy.default)
                assert isinstance(mail, EmailMessage)
                self.in_order.append(mail)
                self.by_receiver.setdefault(str(mail["To"]).lower(), []).append(mail)

    def latest(self, receiver: str, skip: int) -> EmailMessage | None:
        mails = self.by_receiver.get(receiver.lower(), [])
        return mails[-1] if len(mails) > skip else None

    def number(self, receiver: str) -> int:
        self.read()
        return len(self.by_receiver.get(receiver.lower(), []))

    async def wait_for(self, receiver: str, *, skip: int, seconds: float = 60.0) -> EmailMessage:
        """The newest mail to this address beyond the first `skip`; TimeoutError when none comes."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.read()
            if mail := self.latest(receiver, skip):
                return mail
            await asyncio.sleep(0.15)
        message = f"No mail came within {seconds:.0f} seconds."
        raise TimeoutError(message)


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(preferencelist=("plain",))
    return str(body.get_content()) if body else ""


def code_in(mail: EmailMessage) -> str:
    """The sign-in code: the one line that holds nothing but its digits, in groups."""
    found = re.search(r"^\s*(\d[\d ]+\d)\s*$", text_of(mail), re.MULTILINE)
    if not found:
        message = "The mail holds no sign-in code."
        raise LookupError(message)
    return found.group(1)
