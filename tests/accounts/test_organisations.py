"""An organisation is described once, and never shown to whoever names it next."""

import pytest

from peerhouse.accounts import queries, services
from peerhouse.accounts.enums import Region, Sector, Size
from peerhouse.accounts.models import Organisation, fold
from peerhouse.kernel.models import AuditEvent
from tests.factories import accounts

pytestmark = pytest.mark.django_db


def describe(name: str, size: Size = Size.SMALL) -> Organisation:
    return services.describe_organisation(name, Sector.HARDWARE, Region.AFRICA, size, actor=accounts.person())


@pytest.mark.parametrize(
    "again",
    ["sample messaging", "SAMPLE  MESSAGING", " Sample Messaging\n", "Ｓａｍｐｌｅ Ｍｅｓｓａｇｉｎｇ"],
)
def test_same_name_however_written_is_one_organisation(again):
    first = describe("Sample Messaging")
    second = describe(again, Size.LARGE)
    assert second == first
    assert (second.name, second.size) == ("Sample Messaging", Size.SMALL)


@pytest.mark.parametrize(("one", "other"), [("ÉCOLE", "école"), ("ПРИМЕР", "пример"), ("STRASSE", "straße")])
def test_case_counts_in_no_script(one, other):
    assert describe(one) == describe(other)


def test_different_names_are_different_organisations():
    assert describe("Sample Messaging") != describe("Sample Messaging Two")
    assert [str(organisation) for organisation in queries.organisations()] == [
        "Sample Messaging",
        "Sample Messaging Two",
    ]


def test_name_is_kept_without_stray_spaces():
    assert describe("  Sample   Cloud ").name == "Sample Cloud"


def test_naming_an_organisation_leaves_no_event():
    describe("Sample Messaging")
    assert not AuditEvent.objects.exists()


def test_longest_name_still_fits_when_folded():
    assert len(fold("ﷺ" * 120)) <= Organisation._meta.get_field("folded_name").max_length
