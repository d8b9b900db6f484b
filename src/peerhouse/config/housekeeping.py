"""`python -m peerhouse.config.housekeeping`: forgets what pages promise to forget. `peerhouse serve` runs it daily."""

from typing import Final

import django
from django.core.management import call_command

CHORES: Final = (
    "forget_past_registrations",  # 30 days after a sitting nobody knows any more who was there
    "clearsessions",
    "prune_db_task_results",
)


def main() -> None:
    django.setup()
    for chore in CHORES:
        call_command(chore, verbosity=0)


if __name__ == "__main__":
    main()
