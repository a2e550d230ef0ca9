"""Saved means saved: what a form asks for is recorded once, and the officer is told under which number.

Law: one token, one entry. A form that is sent in twice (double click, back button, a second tab, a lost answer) is
answered with the entry that it already made; with other words it is shown again, and the officer decides what they
are. Where it was recorded and the tables were lost before what it says was done, sent again it is done, and not
recorded anew. Where nobody can know whether it was recorded, the desk says so and does nothing.
Not here: what is recorded (desk).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html

from battlebox.web.asking import ask_as
from battlebox.web.failures import failed
from battlebox.web.given_back import remember, was_recorded
from battlebox.web.models import Once
from battlebox.web.pages import page
from battlebox.web.taxii.rows import QUEUE, is_on_a_server

if TYPE_CHECKING:
    from battlebox.web.forms import DeskForm


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded: the number an officer can quote, such as A-12, and the page to go to."""

    number: str
    address: str
    entry: str = ""
    """The page of the entry itself, where it can be corrected; blank where there is none."""
    words: str = ""
    """What was done, where no number says it."""


SAVED_TAG: Final = "saved"
ASKED_TAG: Final = "asked"
UNDONE_TAG: Final = "undone"
"""What was to be done was not, and only that is recorded."""
_WAIT_SECONDS: Final = 30.0
_TURN: Final = 0x42425833
"""The first half of the advisory locks of PostgreSQL, one for each token."""
_LOCK: Final = threading.Condition()
_BUSY: Final[set[str]] = set()
_LEFT: Final[set[str]] = set()
"""Tokens that were taken, recorded nothing, and could not be given back."""
_HALF: Final[dict[str, tuple[str, str, str]]] = {}
"""Tokens whose entry is recorded, and of which the rest is not done: its number, and where it is seen."""
_LOOK_TOO: Final = "If it is there, look also whether what it says was done: where it was not, do it anew."


def saved(  # noqa: PLR0913 - what is recorded, shown, said and done besides
    request: HttpRequest,
    form: DeskForm,
    record: Callable[[], Recorded],
    show: Callable[[], HttpResponse] | None = None,
    *,
    asked: str = "",
    then: Callable[[], object] | None = None,
) -> HttpResponse:
    """Record what a valid form asks for, once, and go to where it can be seen.

    A form that asks for something to be worked out records nothing: `asked` says what happened instead. What is to be
    done in the tables once the entry is recorded is `then`: whole, or not at all and again when the form is sent again.

    1. Take the form's token; wait while another thread records the same one.
    2. Taken and not done: recorded and half done, go on with `then`; else say that nobody knows (409). Done already:
       say under which number; with other words, ask what they are; where nothing was recorded, as with a question,
       other words are simply another one.
    3. Record; if that is refused the token is free again, and the refusal goes on to the caller.
    4. Write down the number, do `then`, clear the draft on the device, and redirect. What can be shown but once is what
       `show` answers with, instead.
    """
    token, told = form.token, ""
    remember(request, form)
    with _one_at_a_time(token):
        row, is_new = _take(request, form)
        is_half = not is_new and not row.done
        if is_half and (then is None or not _is_known(row)):
            return failed(request, 409, *([_LOOK_TOO] if then else []))
        is_other = not is_new and row.words not in ("", form.digest)
        if is_other and row.number:
            return _other_words(request, form, row, is_half=is_half)
        if is_new:
            recorded = _record(row, record)
            told = recorded.words
            row.number, row.address, row.entry = recorded.number[:60], recorded.address, recorded.entry
            _write_down(request, row, is_done=then is None)
        if then is not None and (is_new or is_half):
            _finish(request, row, then)
            is_new = True
    if is_other:
        form.renew()
        return saved(request, form, record, show, asked=asked, then=then)
    form.forget()
    if is_new and show is not None:
        return show()
    if asked:
        words = f"{asked} Nothing was recorded." if is_new else "This was asked already; it was not asked twice."
        messages.info(request, words, extra_tags=f"{ASKED_TAG} {form.draft_key}")
    else:
        words = (told or _first_time(row)) if is_new else _once_more(request, row)
        messages.success(request, words, extra_tags=f"{SAVED_TAG} {form.draft_key}")
    return redirect(row.address)


def _is_known(row: Once) -> bool:
    """Whether it was recorded for certain; the number may be in this process alone, if the tables were gone by then."""
    row.number, row.address, row.entry = _HALF.get(row.token, (row.number, row.address, row.entry))
    return bool(row.number)


def _write_down(request: HttpRequest, row: Once, *, is_done: bool) -> None:
    was_recorded(request, row.number, row.address, is_done=is_done)
    if not is_done:
        _HALF[row.token] = row.number, row.address, row.entry
    Once.objects.filter(pk=row.pk).update(done=is_done, number=row.number, address=row.address, entry=row.entry)


def _finish(request: HttpRequest, row: Once, then: Callable[[], object]) -> None:
    was_recorded(request, row.number, row.address, is_done=False)
    with QUEUE, transaction.atomic():
        then()
        made = {"number": row.number, "address": row.address, "entry": row.entry}
        Once.objects.filter(pk=row.pk).update(done=True, **made)
    was_recorded(request, row.number, row.address)
    _HALF.pop(row.token, None)


def said_before(request: HttpRequest, form: DeskForm) -> HttpResponse | None:
    """The answer to a form that this officer saved already; None for any other.

    For a page that lets go of the words once they are saved, and could not show them again.
    """
    if not form.is_bound:
        return None
    row = Once.objects.filter(token=form.token, officer=ask_as(request).officer, done=True).first()
    if row is None or not row.number:
        return None
    messages.success(request, _once_more(request, row), extra_tags=SAVED_TAG)
    return redirect(row.address)


_KEPT_MARK: Final = "?"
"""Before the number of what a desk wrote that does not count yet."""


def _first_time(row: Once) -> str:
    if row.number.startswith(_KEPT_MARK):
        return f"Kept here as {row.number}, which changes nothing until this desk is enrolled"
    return f"Saved as {row.number}" if row.number else "Saved"


def _once_more(request: HttpRequest, row: Once) -> str:
    """The answer to a form that was saved before, with a way to a fresh one."""
    named, what = (f"Already saved as {row.number}" if row.number else "Already saved"), "saved"
    if row.number.startswith(_KEPT_MARK):
        named, what = _first_time(row), "kept"
    return format_html(
        '{}; it was not {} twice. You see it here; or <a class="govuk-link" href="{}">write another</a>.',
        named,
        what,
        request.path,
    )


def _other_words(request: HttpRequest, form: DeskForm, row: Once, *, is_half: bool) -> HttpResponse:
    """The form again, with a token of its own: what was written since the first time is lost to nobody."""
    form.renew()
    what = "kept here" if row.number.startswith(_KEPT_MARK) else "saved"
    form.add_error(
        None,
        f"This form was {what} already, as {row.number}, with other words. What you wrote since is not saved yet."
        + (" What it said is not done. What you send now is recorded anew, and done." if is_half else ""),
    )
    address = row.entry or row.address
    return page(request, "desk/other_words.html", form=form, what=what, number=row.number, address=address)


def _take(request: HttpRequest, form: DeskForm) -> tuple[Once, bool]:
    about = {"officer": ask_as(request).officer, "words": form.digest}
    try:
        row, is_new = Once.objects.get_or_create(token=form.token, defaults=about)
    except IntegrityError:
        # Another process was quicker.
        return Once.objects.get(token=form.token), False
    if row.token in _LEFT:
        # Nothing was recorded under it: it may be sent again, with these words.
        Once.objects.filter(pk=row.pk).update(words=form.digest)
        _LEFT.discard(row.token)
        return row, True
    return row, is_new


def _record(row: Once, record: Callable[[], Recorded]) -> Recorded:
    is_recorded = False
    try:
        recorded = record()
        is_recorded = True
    finally:
        if not is_recorded:
            _leave(row)
    return recorded


def _leave(row: Once) -> None:
    """The token is free again; where a full disk does not even take that, this process remembers it."""
    try:
        row.delete()
    except DatabaseError:
        _LEFT.add(row.token)


class _one_at_a_time:  # noqa: N801 - read as a phrase: with _one_at_a_time(token)
    """One thread at a time records a token; on a server, of all processes.

    A process that dies meanwhile lets go of it with its connection. Raises OperationalError after too long.
    """

    def __init__(self, token: str) -> None:
        self.token = token

    def __enter__(self) -> None:
        with _LOCK:
            _LOCK.wait_for(lambda: self.token not in _BUSY, timeout=_WAIT_SECONDS)
            _BUSY.add(self.token)
        is_taken = False
        try:
            self._ask("pg_advisory_lock")
            is_taken = True
        finally:
            if not is_taken:
                self._let_go()

    def __exit__(self, *_: object) -> None:
        try:
            self._ask("pg_advisory_unlock")
        except DatabaseError:
            # Without its connection nothing is locked, and with it nobody else could ever take the token.
            connection.close()
        finally:
            self._let_go()

    def _ask(self, what: str) -> None:
        if is_on_a_server():
            with connection.cursor() as asked:
                asked.execute(f"SELECT {what}(%s, hashtext(%s))", [_TURN, self.token])

    def _let_go(self) -> None:
        with _LOCK:
            _BUSY.discard(self.token)
            _LOCK.notify_all()
