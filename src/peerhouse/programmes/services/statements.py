"""Ground rules and antitrust statements: a change is a new version, and what was accepted stays as it was read."""

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from peerhouse.kernel import audit, clock
from peerhouse.programmes import queries
from peerhouse.programmes.enums import StatementKind
from peerhouse.programmes.errors import AlreadyThere
from peerhouse.programmes.models import Programme, Statement

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person


@transaction.atomic
def publish_statement(
    programme: Programme, kind: StatementKind, texts: Mapping[str, str], *, actor: "Person | None"
) -> Statement:
    """The next version, in force at once: every door asks for it. `texts` is Markdown by language code.

    English must be there: a reader whose language is missing reads that. Empty texts count as missing.
    """
    known = {code for code, _name in settings.LANGUAGES}
    clean = {code: "\n".join(text.splitlines()).strip() for code, text in texts.items()}
    clean = {code: text for code, text in clean.items() if text}
    assert "en" in clean, "the form asks for English"
    assert clean.keys() <= known, "the form has one field for each language"
    Programme.objects.select_for_update().get(pk=programme.pk)  # one version after the other
    current = queries.current_statement(programme, kind)
    digest = _digest_of(clean)
    if current and current.sha256 == digest:
        raise AlreadyThere(_("This is word for word the version that is in force."))
    statement = Statement.objects.create(
        programme=programme,
        kind=kind,
        version=current.version + 1 if current else 1,
        texts=clean,
        sha256=digest,
        published_on=clock.now().date(),
    )
    audit.record("statement published", statement, actor=actor, kind=str(kind), version=statement.version)
    return statement


def _digest_of(texts: Mapping[str, str]) -> str:
    """SHA-256 (hex) over canonical JSON: keys sorted, no spaces, characters as they are, UTF-8."""
    canonical = json.dumps(dict(texts), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
