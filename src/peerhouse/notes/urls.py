from django.urls import path

from peerhouse.notes import views

urlpatterns = [
    path("convene/sittings/<uuid:sitting_id>/notes/", views.private_notes, name="private-notes"),
    path("convene/sessions/<uuid:session_id>/note/", views.edit, name="note-edit"),
    path("convene/sessions/<uuid:session_id>/note/preview/", views.preview, name="note-preview"),
    path("convene/sessions/<uuid:session_id>/note/check/", views.check, name="note-check"),
    path("convene/sessions/<uuid:session_id>/note/check/replace/", views.replace, name="note-replace"),
    path("convene/sessions/<uuid:session_id>/note/check/keep/", views.keep, name="note-keep"),
    path("convene/sessions/<uuid:session_id>/note/check/undo/<uuid:settlement_id>/", views.undo, name="note-undo"),
    path("convene/sessions/<uuid:session_id>/note/hand-over/", views.hand_over, name="note-hand-over"),
    path("convene/sessions/<uuid:session_id>/note/second-reader/", views.second, name="note-second"),
    path("convene/sessions/<uuid:session_id>/note/second-reader/send-back/", views.send_back, name="note-send-back"),
]
