from django.urls import path

from peerhouse.rooms import views

urlpatterns = [
    path("door/<uuid:sitting_id>/", views.door, name="door"),
    path("door/<uuid:sitting_id>/seal/", views.seal, name="seal"),
    path("convene/sessions/<uuid:session_id>/agenda/", views.agenda, name="agenda"),
    path("convene/sessions/<uuid:session_id>/polls/", views.polls, name="polls"),
    path("convene/polls/<uuid:question_id>/", views.edit_poll, name="poll-edit"),
    path("convene/polls/<uuid:question_id>/delete/", views.delete_poll, name="poll-delete"),
    path("convene/sittings/<uuid:sitting_id>/console/", views.console, name="console"),
    path("convene/sittings/<uuid:sitting_id>/console/<slug:action>/", views.act, name="console-act"),
    path("convene/sittings/<uuid:sitting_id>/stage/", views.stage, name="stage"),
    path("convene/sittings/<uuid:sitting_id>/seals/", views.seals, name="seals"),
    path("convene/sittings/<uuid:sitting_id>/seals/<uuid:registration_id>/", views.reissue, name="seal-reissue"),
]
