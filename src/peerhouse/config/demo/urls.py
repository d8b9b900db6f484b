"""Pages that exist in the demonstration alone."""

from django.urls import path

from peerhouse.config.demo import views

urlpatterns = [path("demo/mail/", views.mail, name="demo-mail")]
