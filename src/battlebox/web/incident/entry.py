"""A page with one form on it, and buttons that record something in one tap.

Law: what was refused is said at the form, with the words still in it; a thing that may not be seen is not there (404).
Not here: what is recorded (desk), once and no more than once (saving.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django import forms
from django.http import Http404, HttpResponse
from django.utils.text import capfirst

from battlebox.desk import DeskCode, DeskError
from battlebox.desk.record import Saved
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk, DeskEntryForm
from battlebox.web.pages import page

T = TypeVar("T")
Choices = Iterable[tuple[str, str]]


class ChoosingForm(DeskEntryForm):
    """A form of which some choices are known only when it is asked for: `choices` are by field."""

    def __init__(self, *args: Any, choices: Mapping[str, Choices] | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, rows in (choices or {}).items():
            self.fields[name].choices = list(rows)  # type: ignore[attr-defined]  # A ChoiceField.


class PlainForm(DeskForm):
    """A form of which some choices are known only when it is asked for, and which asks nobody who may see it."""

    def __init__(self, *args: Any, choices: Mapping[str, Choices] | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, rows in (choices or {}).items():
            self.fields[name].choices = list(rows)  # type: ignore[attr-defined]  # A ChoiceField.


class TapForm(DeskForm):
    """Buttons only: `tapped` is the value of the one that was tapped, `of` what it was about."""

    takes_back = False
    of = forms.CharField(max_length=300, widget=forms.HiddenInput)
    tapped = forms.CharField(max_length=60, widget=forms.HiddenInput, required=False)

    @classmethod
    def about(cls, desk: AtDesk, of: str) -> TapForm:
        """Fresh buttons about one thing."""
        request = desk.request
        if request.method != "POST":
            return cls.asked(request, initial={"of": of}, auto_id=False)
        start = cls.asked(request, auto_id=False).initial
        form = cls(initial={**start, "of": of}, auto_id=False)
        form.request = request
        return form


def entry(  # noqa: PLR0913 - what a page of one form can say
    desk: AtDesk,
    form: DeskForm,
    act: Callable[[], Saved],
    back: str,
    *,
    title: str,
    here: str,
    then: str | Callable[[Saved], str] = "",
    **more: Any,
) -> HttpResponse:
    """Record what the form asks for and go on to `then`, which may depend on what was made; else show it again.

    `more`: words, warn, button, and rows for a summary above the form.
    """
    if form.is_ready():
        answer = desk.write(form, act, then or back)
        if answer is not None:
            return answer
    return page(desk.request, "places/entry_form.html", here=here, form=form, title=title, cancel=back, **more)


def looked_at(text: str, look: Callable[[str], str]) -> str:
    """What was typed into a field, where the desk takes it. Raises ValidationError, so that it is said at the field."""
    try:
        return look(text)
    except DeskError as wrong:
        raise forms.ValidationError(f"{capfirst(str(wrong))}: {wrong.hint}") from wrong


def seen_or_404(read: Callable[[], T]) -> T:
    """What is read, or the page is not there: to somebody who may not see a thing it does not exist."""
    try:
        return read()
    except DeskError as wrong:
        if wrong.code is DeskCode.NOT_SEEN:
            raise Http404 from wrong
        raise
