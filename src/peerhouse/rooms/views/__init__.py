"""Pages of the site around a room: the door for participants; agenda, polls, console and shared screen for staff."""

from peerhouse.rooms.views.console import act, console
from peerhouse.rooms.views.door import door, manifest, seal
from peerhouse.rooms.views.prepare import agenda, delete_poll, edit_poll, polls
from peerhouse.rooms.views.seals import reissue, seals
from peerhouse.rooms.views.stage import stage

__all__ = [
    "act",
    "agenda",
    "console",
    "delete_poll",
    "door",
    "edit_poll",
    "manifest",
    "polls",
    "reissue",
    "seal",
    "seals",
    "stage",
]
