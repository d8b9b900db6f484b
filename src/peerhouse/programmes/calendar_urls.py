"""Calendars carry no language in their address: a calendar program keeps it for years."""

from django.urls import path

from peerhouse.programmes.views import calendars

urlpatterns = [
    path("calendars/sittings/<uuid:sitting_id>.ics", calendars.sitting_ics, name="sitting-ics"),
    path("calendars/<slug:slug>/<slug:season>.ics", calendars.season_ics, name="season-ics"),
]
