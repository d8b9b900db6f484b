"""People, their organisations, and what staff may do. Nothing here says who took part in what."""

import unicodedata
import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models, transaction

from peerhouse.accounts.enums import Region, Role, Sector, Size


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, **fields: Any) -> "Person":
        """A person without a password: everybody signs in with a code sent by e-mail, or a passkey."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_unusable_password()
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, **fields: Any) -> "Person":
        """The first administrator, made on the command line; later ones are made by an administrator."""
        with transaction.atomic():
            person = self.create_user(email, is_superuser=True, **fields)
            person.grants.create(role=Role.ADMINISTRATOR)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=(username or "").lower())


def fold(name: str) -> str:
    """Two names are one organisation when they fold alike: case, width and spaces do not count, in any script."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())[:400]


class Organisation(models.Model):
    """Where a person works, as the first person from there described it. Never published.

    `folded_name` is `fold(name)`: databases do not agree about upper case outside ASCII.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    folded_name = models.CharField(max_length=400, unique=True, editable=False)
    sector = models.CharField(max_length=32, choices=Sector)
    region = models.CharField(max_length=32, choices=Region)
    size = models.CharField(max_length=16, choices=Size)
    aliases = models.TextField(
        blank=True, help_text="Other public names, one a line; the attribution guard looks for them"
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody with an account. There is no `last_login`: when a person was here is nobody's business."""

    last_login = None

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=8, default="en")
    time_zone = models.CharField(max_length=64, default="Europe/Zurich")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = PersonManager()

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_secretariat(self) -> bool:
        """Whether pages show the way to the desk; who may do what there is for the rules to say."""
        return self.grants.exists()


class RoleGrant(models.Model):
    """A role in the secretariat, for the whole house."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=16, choices=Role)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "role"], name="one_grant_per_role")]

    def __str__(self) -> str:
        return f"{self.role}"
