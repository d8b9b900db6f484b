from django.urls import path

from peerhouse.desk import views

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/audit/", views.audit_log, name="audit-log"),
]
