"""What the database says about itself, in SQL that both databases speak."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.db import connection

from peerhouse.config.linkage.evidence import ALLOWED, BALLOTS, Poll

SPOOL: Final = "rooms_spool_"
"""How the tables of open polls begin on PostgreSQL; they belong to the anonymous side."""


def ask(query: str, *values: str | int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


def table_names() -> list[str]:
    with connection.cursor() as cursor:
        return sorted(table.name for table in connection.introspection.get_table_list(cursor) if table.type == "t")


def columns_of(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def references(tables: Sequence[str]) -> list[tuple[str, str]]:
    """Every foreign key, as the tables it leads from and to."""
    with connection.cursor() as cursor:
        return [
            (table, relation[1])
            for table in tables
            for relation in connection.introspection.get_relations(cursor, table).values()
        ]


def anonymous_columns() -> dict[str, list[str]]:
    return {table: columns_of(table) for table in ALLOWED}


def electorate_tables() -> list[str]:
    """Every table but that of the ballots and the spools: wherever somebody might have left a mark."""
    return [name for name in table_names() if name != BALLOTS and not name.startswith(SPOOL)]


def polls() -> list[Poll]:
    rows = ask("SELECT id, state, seals_issued, ballots_counted FROM rooms_poll")
    return [Poll(as_uuid(id_), state, seals, counted) for id_, state, seals, counted in rows]


def live_private_keys() -> int:
    """Private keys of sittings that hand out no more seals. There should be none."""
    ((number,),) = ask(
        "SELECT count(*) FROM issuing_slotprivatekey k JOIN issuing_issuer i ON i.sitting_id = k.issuer_id "
        "LEFT JOIN rooms_room r ON r.sitting_id = k.issuer_id WHERE i.destroyed OR r.state IN ('closed', 'ended')"
    )
    return int(number)


def shut_moduli() -> set[bytes]:
    """Of the sittings that hand out no more seals, the public halves of their keys, less those of all others."""
    shut = {row[0] for row in ask("SELECT sitting_id FROM rooms_room WHERE state IN ('closed', 'ended')")}
    keys = [
        (sitting, bytes(modulus)) for sitting, modulus in ask("SELECT sitting_id, modulus FROM redeeming_slotpublickey")
    ]
    return {modulus for sitting, modulus in keys if sitting in shut} - {
        modulus for sitting, modulus in keys if sitting not in shut
    }


def as_uuid(value: object) -> UUID:
    """SQLite keeps a UUID as 32 letters."""
    return value if isinstance(value, UUID) else UUID(str(value))
