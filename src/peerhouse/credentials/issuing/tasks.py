from uuid import UUID

from django_tasks import task

from peerhouse.credentials.issuing import services


@task(priority=-50)
def make_keys(sitting_id: str) -> None:
    """In the worker: 24 keys are seconds of arithmetic that no page should wait for, and no mail either."""
    services.make_keys(UUID(sitting_id))
