"""What the worker does for the room."""

from uuid import UUID

from django_tasks import task

from peerhouse.credentials.issuing import queries as issuing_queries
from peerhouse.credentials.issuing import services as issuing
from peerhouse.programmes import queries as programmes
from peerhouse.programmes import services as programmes_services


@task()
def confirm_registration(registration_id: str) -> None:
    """Mails the joining link, whose fragment fixes the keys: so the keys are made first, if they are not there yet."""
    registration = programmes.registration(UUID(registration_id))
    issuing.make_keys(registration.sitting_id)
    digest = issuing_queries.manifest_digest(registration.sitting_id)
    programmes_services.send_confirmation(registration, key_digest=digest.hex())
