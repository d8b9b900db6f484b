"""Keeps the promise of the register page: run once a day."""

from typing import Any

from django.core.management.base import BaseCommand

from peerhouse.programmes import services


class Command(BaseCommand):
    help = "Deletes registrations and acceptances 30 days after their sitting."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        services.forget_past_registrations(actor=None)
