"""What can be done with programmes. Staff actions leave an audit event; what participants do leaves none."""

from peerhouse.programmes.mails import send_confirmation
from peerhouse.programmes.services.allowed_terms import allow_term, disallow_term
from peerhouse.programmes.services.invitations import add_invitations, remove_invitation
from peerhouse.programmes.services.registrations import (
    KEPT_FOR,
    Answers,
    accept_statement,
    add_speaker,
    cancel_registration,
    forget_past_registrations,
    register,
    switch_sitting,
)
from peerhouse.programmes.services.sessions import (
    PlannedSitting,
    create_programme,
    create_season,
    create_session,
    hide_session,
    publish_session,
    rename_session,
)
from peerhouse.programmes.services.sittings import cancel_sitting, mark_held, move_sitting
from peerhouse.programmes.services.statements import publish_statement

__all__ = [
    "KEPT_FOR",
    "Answers",
    "PlannedSitting",
    "accept_statement",
    "add_invitations",
    "add_speaker",
    "allow_term",
    "cancel_registration",
    "cancel_sitting",
    "create_programme",
    "create_season",
    "create_session",
    "disallow_term",
    "forget_past_registrations",
    "hide_session",
    "mark_held",
    "move_sitting",
    "publish_session",
    "publish_statement",
    "register",
    "remove_invitation",
    "rename_session",
    "send_confirmation",
    "switch_sitting",
]
