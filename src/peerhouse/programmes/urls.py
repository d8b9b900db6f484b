from django.urls import path

from peerhouse.programmes.views import catalogue, convening, participants

urlpatterns = [
    path("register/<uuid:session_id>/", participants.register, name="register"),
    path("me/registrations/", participants.registrations, name="registrations"),
    path(
        "me/registrations/<uuid:registration_id>/switch/", participants.registration_switch, name="registration-switch"
    ),
    path(
        "me/registrations/<uuid:registration_id>/cancel/", participants.registration_cancel, name="registration-cancel"
    ),
    path("convene/", convening.convene, name="convene"),
    path("convene/programmes/new/", catalogue.programme_new, name="programme-new"),
    path("convene/<uuid:programme_id>/seasons/new/", catalogue.season_new, name="season-new"),
    path("convene/<uuid:season_id>/new/", convening.session_new, name="session-new"),
    path("convene/<uuid:programme_id>/statements/", convening.statements, name="statements"),
    path("convene/<uuid:programme_id>/invitations/", convening.invitations, name="invitations"),
    path("convene/invitations/<uuid:invitation_id>/remove/", convening.invitation_remove, name="invitation-remove"),
    path("convene/<uuid:programme_id>/allowed/", convening.allowed_terms, name="allowed-terms"),
    path("convene/allowed/<uuid:term_id>/remove/", convening.allowed_term_remove, name="allowed-term-remove"),
    path("convene/sessions/<uuid:session_id>/", convening.session_edit, name="session-edit"),
    path("convene/sessions/<uuid:session_id>/speakers/", convening.session_speakers, name="session-speakers"),
    path("convene/sittings/<uuid:sitting_id>/move/", convening.sitting_move, name="sitting-move"),
    path("convene/sittings/<uuid:sitting_id>/cancel/", convening.sitting_cancel, name="sitting-cancel"),
    path(
        "convene/sittings/<uuid:sitting_id>/registrations/",
        convening.sitting_registrations,
        name="sitting-registrations",
    ),
]
