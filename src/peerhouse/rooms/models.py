"""The live room. Rooms, agendas and polls are known to staff; a sealed ballot knows nobody and no time."""

import uuid

from django.db import models

from peerhouse.rooms.enums import PollState, RoomState


class AgendaItem(models.Model):
    """A part of the session, the same in each of its sittings."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey("programmes.Session", on_delete=models.CASCADE, related_name="+")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.title

    @property
    def seconds(self) -> int:
        return 60 * self.minutes


class Room(models.Model):
    """The room of one sitting. `version` grows with every change that all in the room may see.

    `key` opens the stream and is the same for everybody: it says "somebody from this sitting", never who.
    `title` and `subtitle` repeat the session's, so that the anonymous origin needs no table that knows people.
    """

    sitting = models.OneToOneField("programmes.Sitting", primary_key=True, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    state = models.CharField(max_length=16, choices=RoomState, default=RoomState.PREPARED)
    title = models.CharField(max_length=160)
    session_number = models.PositiveSmallIntegerField()
    letter = models.CharField(max_length=1)
    language = models.CharField(max_length=8)
    current_item = models.ForeignKey(AgendaItem, null=True, on_delete=models.SET_NULL, related_name="+")
    item_ends_at = models.DateTimeField(null=True)
    shown_poll = models.ForeignKey(
        "rooms.Poll",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="What the shared screen shows, until the next item of the agenda starts",
    )
    seals_about = models.PositiveIntegerField(default=0, help_text="Seals handed out, rounded down to five")
    version = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.title} {self.letter}"


class PollQuestion(models.Model):
    """What is asked in each sitting of a session: one choice among two to eight options."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey("programmes.Session", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    hint = models.CharField(max_length=300, blank=True)
    options = models.JSONField(help_text='A list of {"label": ..., "hint": ...}')

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["session", "number"], name="one_question_per_number")]

    def __str__(self) -> str:
        return self.text


class Poll(models.Model):
    """A question put to one sitting, on the slot whose seals count for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="polls")
    question = models.ForeignKey(PollQuestion, on_delete=models.PROTECT, related_name="polls")
    slot = models.CharField(max_length=16)
    state = models.CharField(max_length=16, choices=PollState, default=PollState.PREPARED)
    seals_issued = models.PositiveIntegerField(null=True, help_text="Seals handed out when the poll was closed")
    seals_anew = models.PositiveIntegerField(null=True, help_text="Those among them that replaced lost ones")
    at_least = models.PositiveIntegerField(
        default=0,
        help_text="Ballots that are in, rounded down to five: written by the room's process alone, for staff pages",
    )
    ballots_counted = models.PositiveIntegerField(null=True, help_text="Ballots sealed; never more than seals_issued")

    class Meta:
        ordering = ["question__number"]
        constraints = [
            models.UniqueConstraint(fields=["room", "question"], name="one_poll_per_question"),
            models.UniqueConstraint(fields=["room", "slot"], name="one_poll_per_slot"),
            models.UniqueConstraint(
                fields=["room"],
                condition=models.Q(state__in=["open", "closing"]),
                name="one_open_poll_per_room",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}"


class SealedBallot(models.Model):
    """A counted contribution: it points at its poll by value, at nobody at all, and carries no time.

    Written once, in the order of `nullifier`, when the poll is sealed; deleted when its release is drawn.
    """

    nullifier = models.BinaryField(primary_key=True, max_length=32)
    poll_id = models.UUIDField(db_index=True)
    option = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return "sealed ballot"
