"""What people type on the pages of programmes. Each error says what to do, beside its field."""

from peerhouse.programmes.forms.catalogue import ProgrammeForm, SeasonForm
from peerhouse.programmes.forms.convening import (
    AllowedTermForm,
    InvitationsForm,
    SessionForm,
    SittingForm,
    SpeakerForm,
    StatementForm,
    sitting_forms,
)
from peerhouse.programmes.forms.registering import RegisterForm, SwitchForm

__all__ = [
    "AllowedTermForm",
    "InvitationsForm",
    "ProgrammeForm",
    "RegisterForm",
    "SeasonForm",
    "SessionForm",
    "SittingForm",
    "SpeakerForm",
    "StatementForm",
    "SwitchForm",
    "sitting_forms",
]
