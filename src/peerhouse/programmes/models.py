"""Programmes, their seasons, sessions and sittings; who registered, and which rules they accepted."""

import uuid
from datetime import datetime, timedelta

from django.db import models

from peerhouse.accounts.enums import Region, Sector, Size
from peerhouse.kernel import clock
from peerhouse.programmes.enums import (
    Capacity,
    Eligibility,
    ProgrammeKind,
    RegistrationState,
    SittingState,
    StatementKind,
)


class Programme(models.Model):
    """A yearly series. The public sees an open one whole, and of one by invitation the description alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=16, choices=ProgrammeKind)
    title = models.CharField(max_length=120)
    lead = models.CharField(max_length=300)
    description = models.TextField(help_text="Markdown")
    audience = models.CharField(max_length=300, help_text="Who it is for, in one sentence")
    language = models.CharField(max_length=8, default="en")

    class Meta:
        ordering = ["kind", "title"]

    def __str__(self) -> str:
        return self.title


class Season(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="seasons")
    slug = models.SlugField()
    title = models.CharField(max_length=120)

    class Meta:
        ordering = ["-slug"]
        constraints = [models.UniqueConstraint(fields=["programme", "slug"], name="one_season_per_slug")]

    def __str__(self) -> str:
        return self.title


class Session(models.Model):
    """One theme, held in sittings. Readers see it once it is `published`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    lead = models.CharField(max_length=400)
    published = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["season", "number"], name="one_session_per_number")]

    def __str__(self) -> str:
        return self.title


class Sitting(models.Model):
    """A session held once, at a time that suits part of the world.

    `sequence` grows whenever it moves, and `revised_at` is when staff last changed what a calendar shows (RFC 5545).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="sittings")
    letter = models.CharField(max_length=1)
    starts_at = models.DateTimeField()
    time_zone = models.CharField(max_length=64)
    minutes = models.PositiveSmallIntegerField(default=75)
    state = models.CharField(max_length=16, choices=SittingState, default=SittingState.PLANNED)
    sequence = models.PositiveIntegerField(default=0)
    revised_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["letter"]
        constraints = [models.UniqueConstraint(fields=["session", "letter"], name="one_sitting_per_letter")]

    def __str__(self) -> str:
        return f"{self.session} {self.letter}"

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


class Statement(models.Model):
    """One version of the ground rules or the antitrust statement. `sha256` binds all its languages; never edited."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="statements")
    kind = models.CharField(max_length=16, choices=StatementKind)
    version = models.PositiveSmallIntegerField()
    texts = models.JSONField(help_text="Markdown by language code; English is always there")
    sha256 = models.CharField(max_length=64)
    published_on = models.DateField()

    class Meta:
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "kind", "version"], name="one_statement_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class Acceptance(models.Model):
    """A person accepted a version for a sitting. Neither time nor address is stored."""

    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="+")
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="+")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "sitting", "statement"], name="one_acceptance_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.statement}"


class Invitation(models.Model):
    """An address that may take part in a programme by invitation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()

    class Meta:
        ordering = ["email"]
        constraints = [models.UniqueConstraint(fields=["programme", "email"], name="one_invitation_per_address")]

    def __str__(self) -> str:
        return f"{self.programme}"


class Enrolment(models.Model):
    """A person in a programme: for which organisation, and what they declared about it.

    The declaration is kept here as that person gave it, beside the organisation it joins: shown again, it must not
    tell what somebody else of the same organisation wrote, nor that there is somebody else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="enrolments")
    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    organisation_name = models.CharField(max_length=120)
    sector = models.CharField(max_length=32, choices=Sector)
    region = models.CharField(max_length=32, choices=Region)
    size = models.CharField(max_length=16, choices=Size)
    eligibility = models.CharField(max_length=16, choices=Eligibility)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "person"], name="one_enrolment_per_person")]

    def __str__(self) -> str:
        return f"{self.programme}"


class Registration(models.Model):
    """A person comes to one sitting of a session, and the row stays the same whatever they do.

    Switching moves it, cancelling keeps it and coming back revives it: seals are issued once to a row, so nobody gets
    a second set by leaving and returning.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="registrations")
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="registrations")
    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="+")
    capacity = models.CharField(max_length=16, choices=Capacity, default=Capacity.PARTICIPANT)
    reasons = models.JSONField(default=list)
    accepted_rules = models.ForeignKey(
        Statement,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The ground rules read on registering; the door asks again, for the sitting",
    )
    state = models.CharField(max_length=16, choices=RegistrationState, default=RegistrationState.REGISTERED)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="one_registration_per_session")]

    def __str__(self) -> str:
        return f"{self.sitting}"


class AllowedTerm(models.Model):
    """A name that a note of the programme may hold: an institution, a law, a public speaker who agreed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="allowed_terms")
    term = models.CharField(max_length=120)
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["term"]
        constraints = [models.UniqueConstraint(fields=["programme", "term"], name="one_entry_per_term")]

    def __str__(self) -> str:
        return self.term
