"""Saved means saved: what a form asks for is recorded once, and the officer is told under which number.

Law: one token, one entry. A form that is sent in twice (double click, back button, a second tab, a lost answer) is
answered with
the entry that it already made. Where nobody can know whether it was recorded, the desk says so and does nothing.
Not here: what is recorded (desk).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from battlebox.web.asking import ask_as
from battlebox.web.failures import failed
from battlebox.web.models import Once

if TYPE_CHECKING:
    from battlebox.web.forms import DeskForm


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded: the number an officer can quote, such as A-12, and the page to go to."""

    number: str
    address: str


SAVED_TAG: Final = "saved"
ASKED_TAG: Final = "asked"
_WAIT_SECONDS: Final = 30.0
_LOCK: Final = threading.Condition()
_BUSY: Final[set[str]] = set()


def saved(request: HttpRequest, form: DeskForm, record: Callable[[], Recorded], *, asked: str = "") -> HttpResponse:
    """Record what a valid form asks for, once, and go to where it can be seen.

    A form that asks for something to be worked out records nothing: `asked` says what happened instead.

    1. Take the form's token; wait while another thread records the same one.
    2. Done already: say under which number. Taken and not done: say that nobody knows (409).
    3. Record; if that is refused the token is free again, and the refusal goes on to the caller.
    4. Write down the number, clear the draft on the device, and redirect.
    """
    token = form.token
    with _one_at_a_time(token):
        row, is_new = _take(request, token)
        if not is_new and not row.done:
            return failed(request, 409)
        if is_new:
            recorded = _record(row, record)
            Once.objects.filter(pk=row.pk).update(done=True, number=recorded.number[:60], address=recorded.address)
            words = f"Saved as {recorded.number}" if recorded.number else "Saved"
            address = recorded.address
        else:
            words = f"Already saved as {row.number}; it was not saved twice" if row.number else "Already saved"
            address = row.address
    form.forget()
    if asked:
        words = f"{asked} Nothing was recorded." if is_new else "This was asked already; it was not asked twice."
        messages.info(request, words, extra_tags=f"{ASKED_TAG} {form.draft_key}")
    else:
        messages.success(request, words, extra_tags=f"{SAVED_TAG} {form.draft_key}")
    return redirect(address)


def _take(request: HttpRequest, token: str) -> tuple[Once, bool]:
    officer = ask_as(request).officer
    try:
        return Once.objects.get_or_create(token=token, defaults={"officer": officer})
    except IntegrityError:
        # Another process was quicker.
        return Once.objects.get(token=token), False


def _record(row: Once, record: Callable[[], Recorded]) -> Recorded:
    is_recorded = False
    try:
        recorded = record()
        is_recorded = True
    finally:
        if not is_recorded:
            row.delete()
    return recorded


class _one_at_a_time:  # noqa: N801 - read as a phrase: with _one_at_a_time(token)
    """Within one process, one thread at a time records a token."""

    def __init__(self, token: str) -> None:
        self.token = token

    def __enter__(self) -> None:
        with _LOCK:
            _LOCK.wait_for(lambda: self.token not in _BUSY, timeout=_WAIT_SECONDS)
            _BUSY.add(self.token)

    def __exit__(self, *_: object) -> None:
        with _LOCK:
            _BUSY.discard(self.token)
            _LOCK.notify_all()
