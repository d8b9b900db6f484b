"""What the attribution guard needs from a programme: whom a note must not name, and what it may."""

from peerhouse.accounts.models import Organisation
from peerhouse.programmes import queries, services
from tests.factories import accounts, programmes


def test_roster_holds_people_organisations_and_every_name_they_gave(db, convenor):
    sitting = programmes.sitting()
    programme = sitting.session.season.programme
    programmes.registration(accounts.person(), sitting, name="First Participant", organisation="Sample Messaging")
    programmes.registration(accounts.person(), sitting, name="Second Participant", organisation="SAMPLE messaging")
    Organisation.objects.update(aliases="Sample\n\n Sample Msg ")
    services.add_speaker(sitting, "speaker@company.example", actor=convenor)
    assert queries.roster_entries(programme) == [
        ("organisation", "Sample Messaging", ("SAMPLE messaging", "Sample", "Sample Msg")),
        ("person", "First Participant", ()),
        ("person", "Second Participant", ()),
    ]


def test_roster_keeps_who_gave_up_their_seat_and_knows_only_its_programme(db):
    sitting = programmes.sitting()
    person = accounts.person()
    seat = programmes.registration(person, sitting, name="Who Left", organisation="Sample Telecom")
    services.cancel_registration(seat, actor=person)
    names = [name for _kind, name, _aliases in queries.roster_entries(sitting.session.season.programme)]
    assert names == ["Sample Telecom", "Who Left"]
    assert queries.roster_entries(programmes.programme()) == []


def test_allow_list_has_a_version_of_its_content(db, convenor):
    programme = programmes.programme()
    empty = queries.allow_list_version(programme)
    allowed = services.allow_term(programme, " United Nations ", "A public institution", actor=convenor)
    one = queries.allow_list_version(programme)
    services.allow_term(programme, "United Nations", "It is public", actor=convenor)
    assert queries.allowed_terms(programme) == [("United Nations", "It is public")]
    assert queries.allow_list_version(programme) == one != empty
    services.disallow_term(allowed, actor=convenor)
    assert queries.allow_list_version(programme) == empty
