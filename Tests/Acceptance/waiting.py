"""Waiting for an outcome instead of for a time."""

import time

PATIENCE = 60.0
"""Seconds after which an outcome that has not come counts as never coming."""


def eventually(check, words, seconds=PATIENCE):
    """Returns the first true result of `check`. Assertions that fail inside it mean "not yet" until time is up."""
    end = time.monotonic() + seconds
    while True:
        try:
            seen = check()
            complaint = f"last seen: {seen!r}"
            if seen:
                return seen
        except AssertionError as error:
            complaint = str(error)
        if time.monotonic() >= end:
            raise AssertionError(f"never came: {words}; {complaint}")
        time.sleep(0.05)
