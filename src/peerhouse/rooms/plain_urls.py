"""Addresses without a language: what a script reads."""

from django.urls import path

from peerhouse.rooms import views

urlpatterns = [path("door/<uuid:sitting_id>/manifest.json", views.manifest, name="manifest")]
