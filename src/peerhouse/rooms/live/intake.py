"""From the bytes of a request to a ballot on the disk, or to the word for why not. Nothing of it is ever logged."""

import binascii
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import orjson

from peerhouse.credentials.protocol import VerifyingKey, belongs
from peerhouse.credentials.redeeming import queries as redeeming
from peerhouse.credentials.redeeming.errors import UnknownSlotError
from peerhouse.rooms.live.clerk import BadSealError, Clerk, ShutError, UsedSealError
from peerhouse.rooms.live.exchange import ACCEPTED, Reply, refusal
from peerhouse.rooms.live.hub import Hub
from peerhouse.rooms.live.picture import PollFacts
from peerhouse.rooms.live.threads import DatabaseThread
from peerhouse.rooms.states import TAKING_BALLOTS

LARGEST_BODY: Final = 4096
_FIELDS: Final = {"slot": str, "message": str, "signature": str, "option": int}
_MALFORMED: Final = refusal(400, "malformed")
_BAD_SEAL: Final = refusal(403, "bad seal")
_NO_ROOM: Final = refusal(404, "no such room")


@dataclass(frozen=True, slots=True)
class Sent:
    slot: str
    message: bytes
    signature: bytes
    option: int


class TurnedAwayError(Exception):
    """The ballot cannot count; `reply` says why."""

    def __init__(self, reply: Reply) -> None:
        super().__init__()
        self.reply = reply


class Intake:
    def __init__(self, hub: Hub, clerk: Clerk, reader: DatabaseThread) -> None:
        self._hub = hub
        self._reader = reader
        self._clerk = clerk
        self._keys: dict[tuple[UUID, str], VerifyingKey] = {}

    async def take(self, sitting: UUID, body: bytes) -> Reply:
        """Answers `accepted` only once the ballot is durable; raises BusyError or DatabaseError if it is not."""
        try:
            sent = parse(body)
            poll = await self._poll_for(sitting, sent)
            key = await self._key_for(sitting, sent)
            await self._clerk.cast(poll.id, key, sent.message, sent.signature, sent.option)
        except TurnedAwayError as error:
            return error.reply
        except BadSealError:
            return _BAD_SEAL
        except UsedSealError:
            return refusal(409, "seal used", state=poll.state)
        except ShutError:
            return refusal(409, "not open", state=poll.state)
        return ACCEPTED

    async def _poll_for(self, sitting: UUID, sent: Sent) -> PollFacts:
        room = await self._hub.room(sitting)
        if room is None:
            raise TurnedAwayError(_NO_ROOM)
        poll = room.picture.polls.get(sent.slot)
        if poll is None or poll.state not in TAKING_BALLOTS:
            raise TurnedAwayError(refusal(409, "not open", state=poll.state if poll else None))
        if not 0 <= sent.option < poll.options:
            raise TurnedAwayError(_MALFORMED)
        return poll

    async def _key_for(self, sitting: UUID, sent: Sent) -> VerifyingKey:
        """Asked on another thread once a slot only: a published key never changes."""
        if not belongs(sent.message, sitting, sent.slot):
            raise TurnedAwayError(_BAD_SEAL)
        if (sitting, sent.slot) not in self._keys:
            try:
                self._keys[sitting, sent.slot] = await self._reader.run(redeeming.verifying_key, sitting, sent.slot)
            except UnknownSlotError as error:
                raise TurnedAwayError(_BAD_SEAL) from error
        return self._keys[sitting, sent.slot]


def parse(body: bytes) -> Sent:
    """Turns away anything but exactly the four fields, of the right types, in unpadded base64url."""
    try:
        content: Any = orjson.loads(body)
        if not isinstance(content, dict) or {name: type(value) for name, value in content.items()} != _FIELDS:
            raise TurnedAwayError(_MALFORMED)
        return Sent(content["slot"], _decode(content["message"]), _decode(content["signature"]), content["option"])
    except (orjson.JSONDecodeError, binascii.Error, UnicodeEncodeError) as error:
        raise TurnedAwayError(_MALFORMED) from error


def _decode(text: str) -> bytes:
    plain = text.encode("ascii").translate(bytes.maketrans(b"-_", b"+/"))
    return binascii.a2b_base64(plain + b"=" * (-len(plain) % 4), strict_mode=True)
