"""How the log is written: an error is told by its kind and its place in the code.

An exception's own words are left out, because they may quote what somebody sent: PostgreSQL names the values of a
broken constraint, a mail server repeats the address. There is no time either: the system that keeps the log has its
own, and what has none cannot be compared with the moment of a ballot.
"""

import logging
import traceback


class Discreet(logging.Formatter):
    """`ERROR django.request OperationalError at rooms/queries.py:41 in room`, or the message if nothing broke."""

    def format(self, record: logging.LogRecord) -> str:
        if not record.exc_info or record.exc_info[0] is None:
            return f"{record.levelname} {record.name} {record.getMessage()}"
        kind, _error, trace = record.exc_info
        return f"{record.levelname} {record.name} {kind.__name__} at {place(traceback.extract_tb(trace))}"


def place(frames: traceback.StackSummary) -> str:
    """The last place in our own code that the error passed, else where it rose."""
    ours = [frame for frame in frames if "/peerhouse/" in frame.filename and "/site-packages/" not in frame.filename]
    if not frames:
        return "an unknown place"
    frame = (ours or frames)[-1]
    return f"{frame.filename.rpartition('/peerhouse/')[2]}:{frame.lineno} in {frame.name}"
