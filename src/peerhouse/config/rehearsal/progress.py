"""Progress bars on the terminal for what takes longer than two seconds."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Never

from tqdm import tqdm

from peerhouse.config.rehearsal.play import Progress


@contextmanager
def bars(*, quiet: bool) -> Iterator[Progress]:
    """One bar for each thing that is being done; silent where a program reads the output."""
    shown: dict[str, tqdm[Never]] = {}

    def progress(what: str, done: int, total: int) -> None:
        bar = shown.get(what)
        if bar is None:
            bar = shown[what] = tqdm(
                desc=f"  {what:<28}", total=total, file=sys.stderr, disable=quiet, leave=True, ncols=78
            )
        bar.update(done - bar.n)
        if done == total:
            bar.close()

    try:
        yield progress
    finally:
        for bar in shown.values():
            bar.close()
