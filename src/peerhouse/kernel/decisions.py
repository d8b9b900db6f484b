"""What a rule answers: allowed, or denied with the reason that the person will read."""

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise


@dataclass(frozen=True)
class Allowed:
    def __bool__(self) -> Literal[True]:
        return True


@dataclass(frozen=True)
class Denied:
    """Falsy. `reason` is the tooltip of the blocked control and the text of the 403; `hidden` makes it a 404."""

    reason: str | Promise
    hidden: bool = False

    def __bool__(self) -> Literal[False]:
        return False


Decision = Allowed | Denied
