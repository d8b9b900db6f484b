"""Everything that changes a room on the site's side. The ballots themselves come in by `rooms.ballots`."""

from peerhouse.rooms.services.agenda import Line, add_minutes, next_item, save_agenda, start_item
from peerhouse.rooms.services.doors import (
    close_doors,
    end_sitting,
    hand_out_seals,
    open_doors,
    prepare_room,
    refresh_titles,
    reissue_seal,
)
from peerhouse.rooms.services.polls import (
    Option,
    close_poll,
    delete_question,
    edit_question,
    open_poll,
    prepare_question,
)

__all__ = [
    "Line",
    "Option",
    "add_minutes",
    "close_doors",
    "close_poll",
    "delete_question",
    "edit_question",
    "end_sitting",
    "hand_out_seals",
    "next_item",
    "open_doors",
    "open_poll",
    "prepare_question",
    "prepare_room",
    "refresh_titles",
    "reissue_seal",
    "save_agenda",
    "start_item",
]
