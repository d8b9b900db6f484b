import asyncio
import os
from email.message import EmailMessage

import pytest

from peerhouse.config.rehearsal.mailbox import SEPARATOR, Mailbox, code_in, text_of


def letter(to: str, text: str) -> bytes:
    message = EmailMessage()
    message["To"], message["Subject"] = to, "Your code"
    message.set_content(text)
    return message.as_bytes() + SEPARATOR


def put(folder, name: str, *letters: bytes, age: int = 0) -> None:
    with (folder / name).open("ab") as file:
        file.writelines(letters)
    moment = 1_700_000_000 - age
    os.utime(folder / name, (moment, moment))


@pytest.fixture
def box(tmp_path):
    return Mailbox(tmp_path)


def texts(box: Mailbox) -> list[str]:
    box.read()
    return [text_of(mail).strip() for mail in box.in_order]


def test_mail_is_read_oldest_first(box, tmp_path):
    put(tmp_path, "b.log", letter("a@peerhouse.example", "second"), age=1)
    put(tmp_path, "a.log", letter("a@peerhouse.example", "third"))
    put(tmp_path, "c.log", letter("a@peerhouse.example", "first"), age=2)
    assert texts(box) == ["first", "second", "third"]


def test_two_mails_in_one_file_are_two(box, tmp_path):
    put(tmp_path, "a.log", letter("a@peerhouse.example", "one"), letter("b@peerhouse.example", "two"))
    assert texts(box) == ["one", "two"]
    assert (box.number("A@peerhouse.example"), box.number("b@peerhouse.example")) == (1, 1)


def test_mail_added_to_a_file_that_was_read_is_read_once(box, tmp_path):
    put(tmp_path, "a.log", letter("a@peerhouse.example", "one"))
    assert texts(box) == texts(box) == ["one"]
    put(tmp_path, "a.log", letter("a@peerhouse.example", "two"))
    assert texts(box) == ["one", "two"]


def test_mail_that_is_still_being_written_is_left_for_later(box, tmp_path):
    whole = letter("a@peerhouse.example", "one")
    put(tmp_path, "a.log", whole[:-9])
    assert texts(box) == []
    put(tmp_path, "a.log", whole[-9:])
    assert texts(box) == ["one"]


def test_only_the_newest_files_are_read_where_that_is_asked(tmp_path):
    for number in range(4):
        put(tmp_path, f"{number}.log", letter("a@peerhouse.example", str(number)), age=4 - number)
    assert texts(Mailbox(tmp_path, latest=2)) == ["2", "3"]


def test_folder_that_is_not_there_yet_holds_no_mail(tmp_path):
    assert Mailbox(tmp_path / "mail").number("a@peerhouse.example") == 0


async def test_mail_is_waited_for(box, tmp_path):
    put(tmp_path, "a.log", letter("a@peerhouse.example", "old"))
    waiting = asyncio.create_task(box.wait_for("a@peerhouse.example", skip=1))
    await asyncio.sleep(0.2)
    put(tmp_path, "b.log", letter("a@peerhouse.example", "new"))
    assert text_of(await waiting).strip() == "new"


async def test_mail_that_does_not_come_is_told(box):
    with pytest.raises(TimeoutError, match="No mail came"):
        await box.wait_for("a@peerhouse.example", skip=0, seconds=0.1)


def test_code_is_the_line_of_digits(box, tmp_path):
    put(tmp_path, "a.log", letter("a@peerhouse.example", "Call 12 345 now.\n\n    123 456\n\nUntil 10:15."))
    texts(box)
    assert code_in(box.in_order[0]) == "123 456"


def test_mail_without_a_code_is_told(box, tmp_path):
    put(tmp_path, "a.log", letter("a@peerhouse.example", "Your sitting starts at 10."))
    texts(box)
    with pytest.raises(LookupError):
        code_in(box.in_order[0])


def test_mail_without_plain_text_has_no_text():
    message = EmailMessage()
    message.set_content("<p>x</p>", subtype="html")
    assert text_of(message) == ""
