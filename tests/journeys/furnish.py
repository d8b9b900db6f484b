"""Fills the house of the journeys, in a process that has the house's settings; prints what was made as JSON."""

import json
import sys

import django

django.setup()

from peerhouse.config.demo import load  # noqa: E402
from peerhouse.config.demo import season as facts  # noqa: E402
from peerhouse.portal import services as portal  # noqa: E402


def main() -> None:
    people = load.load_accounts()
    convenor = people[load.CONVENOR.email]
    portal.open_portal(actor=None)
    season = load.load_open_programme(actor=convenor)
    load.load_invited_programme(actor=convenor)
    made = {"season": str(season.pk), "sessions": {}}
    for number in (2, 3):
        session = load.load_session(season, number, actor=convenor)
        load.prepare_polls(session, facts.SESSIONS[number - 1], actor=convenor)
        made["sessions"][number] = {
            "id": str(session.pk),
            "sittings": {sitting.letter: str(sitting.pk) for sitting in session.sittings.all()},
        }
    sys.stdout.write(json.dumps(made))


main()
