"""The ledger of every published table: the only door for a number about people."""

import json
from hashlib import sha256
from typing import Any, NoReturn

from django.db import models

from peerhouse.releases.enums import Reason
from peerhouse.releases.errors import Frozen


class Ledger(models.QuerySet["Release"]):
    """Rows are added one by one, and that is all. The database itself refuses an UPDATE as well (migration 0002)."""

    def update(self, **_values: Any) -> NoReturn:
        raise Frozen

    def delete(self) -> NoReturn:
        raise Frozen

    def bulk_update(self, *_rows: Any, **_options: Any) -> NoReturn:
        raise Frozen

    def bulk_create(self, *_rows: Any, **_options: Any) -> NoReturn:
        raise Frozen


class Release(models.Model):
    """What was published about one poll, byte for byte, for good. It points at the poll and its sitting by value.

    `table` is canonical JSON (`canonical`), `digest` its SHA-256. No column holds a true count; the two exact bases are
    what an attacker is taken to know anyway, and are needed to attack a later table jointly with this one.
    """

    poll_id = models.UUIDField(primary_key=True, editable=False)
    sitting_id = models.UUIDField(db_index=True, editable=False)
    topic = models.CharField(max_length=64, editable=False, help_text="Equal when the same question is asked again")
    table = models.TextField(editable=False)
    digest = models.CharField(max_length=64, editable=False)
    withheld = models.CharField(max_length=20, choices=Reason, blank=True, editable=False)
    ballots = models.PositiveIntegerField(editable=False, help_text="Exact, not published")
    people = models.PositiveIntegerField(editable=False, help_text="Checked in when the poll closed; not published")

    objects = Ledger.as_manager()

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"release {self.digest[:8]}"

    def save(self, **options: Any) -> None:
        if not self._state.adding:
            raise Frozen
        self.digest = sha256(self.table.encode()).hexdigest()
        super().save(**options | {"force_insert": True})

    def delete(self, **_options: Any) -> NoReturn:  # type: ignore[override]
        raise Frozen

    @property
    def published(self) -> bool:
        """Whether counts were published; otherwise `withheld` says why not."""
        return not self.withheld

    @property
    def content(self) -> dict[str, Any]:
        """The published table: `base, question, options, counts, at_least, withheld, seals`; null is kept back."""
        content: dict[str, Any] = json.loads(self.table)
        return content


def canonical(content: dict[str, Any]) -> str:
    """One spelling for one content: sorted keys, no spaces, text as it is."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
