"""Ground rules and antitrust statements: which version counts, and who has accepted it."""

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet

from peerhouse.programmes.enums import StatementKind
from peerhouse.programmes.models import Acceptance, Programme, Sitting, Statement

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person


def current_statements(programme: Programme) -> QuerySet[Statement]:
    """The latest version of each kind, ground rules first."""
    newer = Statement.objects.filter(
        programme=OuterRef("programme"), kind=OuterRef("kind"), version__gt=OuterRef("version")
    )
    return programme.statements.filter(~Exists(newer)).order_by("-kind")


def current_statement(programme: Programme, kind: StatementKind) -> Statement | None:
    return current_statements(programme).filter(kind=kind).first()


def versions_of(programme: Programme) -> QuerySet[Statement]:
    """Every version of each kind, latest first."""
    return programme.statements.order_by("-kind", "-version")


def statements_to_accept(person: "Person", sitting: Sitting) -> list[Statement]:
    """The current versions that this person has not accepted for this sitting; none means that the door may open."""
    accepted = Acceptance.objects.filter(person=person, sitting=sitting, statement=OuterRef("pk"))
    return list(current_statements(sitting.session.season.programme).filter(~Exists(accepted)))


def text_of(statement: Statement, language: str) -> tuple[str, str]:
    """The text (Markdown) for a reader and the language it is in: English where the reader's own is missing."""
    spoken = language if language in statement.texts else "en"
    return statement.texts[spoken], spoken
