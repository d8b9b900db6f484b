"""The released polls of a session, by their place: what `[[poll 1]]` in a note stands for."""

from collections.abc import Mapping
from uuid import UUID

from peerhouse.releases import queries as releases
from peerhouse.releases.queries import CombinedChart
from peerhouse.rooms import queries as rooms


def charts_of(session_id: UUID) -> Mapping[int, CombinedChart]:
    """The released ones only, numbered by the poll's place among the session's polls, from 1."""
    charts = releases.combined_charts(rooms.polls_by_question(session_id))
    return {place: chart for place, chart in enumerate(charts, start=1) if chart}
