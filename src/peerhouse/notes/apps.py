from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "peerhouse.notes"
    label = "notes"
