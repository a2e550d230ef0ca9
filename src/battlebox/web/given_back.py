"""What was sent in and could not be saved, given back in the answer, to be sent again without a script.

Law: every value comes back, in the form it was written in where that is known; passwords, codes and files do not;
what was recorded already is named and not offered again.
Not here: words kept over a lost session (stash.py), drafts on the device (front/script/draft.js).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db import DatabaseError
from django.forms import BaseForm
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString

from battlebox.web.stash import NEVER, is_secret

_FORM: Final = "_battlebox_sent_form"
_RECORDED: Final = "_battlebox_recorded"
_CSRF: Final = "csrfmiddlewaretoken"


@dataclass(frozen=True, slots=True)
class GivenBack:
    """A form that can be sent again."""

    form: SafeString
    """Its fields, with what was written in them; empty where the desk does not know the form by its fields."""
    hidden: tuple[tuple[str, str], ...]
    """What else was sent."""
    words: tuple[str, ...]
    """What was written, to be read and copied, where `form` is empty."""
    action: str
    has_files: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """What was recorded before something failed: its number, where it has one, and its page."""

    number: str
    address: str
    is_done: bool = True
    """Whether what it says was done too; else it is when the form is sent again."""

    @property
    def half_words(self) -> tuple[str, str]:
        """What is said of one that is not done yet."""
        return (
            f"It was recorded as {self.number}, and what it says is not done yet.",
            "Press Send again: it is done then, and not recorded a second time.",
        )


def remember(request: HttpRequest, form: BaseForm) -> None:
    """This form was sent in with the request."""
    setattr(request, _FORM, form)


def was_recorded(request: HttpRequest, number: str, address: str, *, is_done: bool = True) -> None:
    """From now on whatever fails, it stands in the record."""
    setattr(request, _RECORDED, Kept(number, address, is_done))


def recorded_by(request: HttpRequest) -> Kept | None:
    """What this request recorded before something failed."""
    found: Kept | None = getattr(request, _RECORDED, None)
    return found


def given_back(request: HttpRequest) -> GivenBack | None:
    """What this request sent in; None where it sent nothing, or only what must be typed anew."""
    if request.method != "POST" or any(is_secret(name) for name in request.POST):
        return None
    form: BaseForm | None = getattr(request, _FORM, None)
    fields = _fields(request, form) if form is not None else SafeString("")
    sent = [
        (name, text)
        for name in request.POST
        for text in request.POST.getlist(name)
        if name != _CSRF and f'name="{escape(name)}"' not in fields
    ]
    words = () if fields else tuple(text for name, text in sent if name not in NEVER and text.strip())
    return GivenBack(fields, tuple(sent), words, request.get_full_path(), bool(request.FILES))


def _fields(request: HttpRequest, form: BaseForm) -> SafeString:
    try:
        return render_to_string("errors/given_back.html", {"form": form}, request)
    except (OSError, DatabaseError):
        # A list to choose from could not be read: then what was written is at least to be copied.
        return SafeString("")
