"""Refusals of the domain, as words for a person; `web.errors` maps each class to HTTP once."""

from django.utils.functional import Promise


class DomainError(Exception):
    """A refusal whose `reason` is shown to the person as it stands."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


class NotAllowed(DomainError):
    """The person may not do this."""


class Missing(DomainError):
    """There is no such thing, or the person may not know that there is."""


class Conflict(DomainError):
    """The thing is not in a state in which this can be done."""


class Closed(DomainError):
    """What is asked could be done once, and never again."""


class NotYet(DomainError):
    """What is asked can be done later; ask again after `retry_after` seconds."""

    def __init__(self, reason: str | Promise, *, retry_after: int) -> None:
        super().__init__(reason)
        self.retry_after = retry_after
