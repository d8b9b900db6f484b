"""Lower apps never call higher ones: they publish an event, the higher app's `receivers.py` listens."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction

Event = TypeVar("Event")
_receivers: dict[type[Any], list[Callable[[Any], None]]] = defaultdict(list)


def receiver_of(event_class: type[Event]) -> Callable[[Callable[[Event], None]], Callable[[Event], None]]:
    """Registers a function for an event class; imported from `AppConfig.ready`."""

    def register(function: Callable[[Event], None]) -> Callable[[Event], None]:
        _receivers[event_class].append(function)
        return function

    return register


def publish(event: object) -> None:
    """Runs the receivers once the surrounding transaction has committed; never when it rolls back."""
    for function in _receivers[type(event)]:
        transaction.on_commit(lambda function=function: function(event))  # type: ignore[misc]
