"""What the terminal of the desk says of a fault: where it went wrong, and of what kind; never the words worked on.

Law: an error's own text may hold what somebody wrote, so it is left out; the lines of the program are not. A terminal
that takes no words (it is a file on a full disk, or gone) ends nothing.
Not here: who came in (door_log.py), what the officer reads (failures.py).
"""

from __future__ import annotations

import logging
import sys
import traceback
from contextlib import suppress
from types import TracebackType
from typing import Final

from django.http import HttpRequest

_LOG: Final = logging.getLogger(__name__)


def say(words: str) -> None:
    """One line."""
    with suppress(OSError):
        sys.stderr.write(f"battlebox: {words}\n")
        sys.stderr.flush()


def say_what_died() -> None:
    """The lines of the program by which what is being handled went wrong."""
    with suppress(OSError):
        traceback.print_exc()
        sys.stderr.flush()


def bare(wrong: BaseException) -> tuple[type[BaseException], BaseException, TracebackType | None]:
    """An error for the log without what it says: that may hold somebody's words."""
    return RuntimeError, RuntimeError(f"{type(wrong).__name__}, without its words"), wrong.__traceback__


def tell_fault(request: HttpRequest, wrong: BaseException) -> None:
    """A page ended in a fault: which, by the name of its address and without what was asked."""
    page = getattr(getattr(request, "resolver_match", None), "url_name", None) or "an address"
    _LOG.error("%s %s died of %s", request.method, page, type(wrong).__name__, exc_info=bare(wrong))
