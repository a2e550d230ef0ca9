"""The call-back list as a page: whom to ring on a number from before, and whose key is whose.

Law: a key is put on the list by hand, with how it was checked; a second key for one body is loud.
Not here: where the list lies (keys.py), the same from a terminal (call_back_commands.py).
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.utils import timezone

from battlebox.desk import Act
from battlebox.desk.exchange import note_partner
from battlebox.desk.record import Saved
from battlebox.share.bulletin import BulletinError, CallBack, Partner, callback_paper, key_words
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.bulletins.keys import change_list, list_path, own_key, own_list
from battlebox.web.bulletins.recorded import in_desk_words
from battlebox.web.bulletins.shown import HERE
from battlebox.web.desk_time import desk_now
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import entry
from battlebox.web.pages import page
from battlebox.web.tables import Cell

HEADS: Final = ("Body", "Number", "Who answers", "Last tried", "Twelve words of their key")
CHECKED: Final = (("", "No key is given"), ("in person", "In person"), ("by phone", "By phone: the words agree"),
                  ("from a paper", "From a paper"))  # fmt: skip


class RowForm(DeskForm):
    """One body on the list."""

    body = forms.CharField(label="Its id", max_length=60, help_text="As its bulletins have it, such as eastholt.")
    name = forms.CharField(label="What people call it", max_length=120)
    number = forms.CharField(label="Number known before the incident", max_length=200, required=False,
                             help_text="And how else they are reached, if phones are down.")  # fmt: skip
    who = forms.CharField(label="Who answers", max_length=200, required=False, help_text="An office, not a name.")
    tried = forms.BooleanField(label="The number was tried today", required=False)
    key = forms.CharField(label="The key of their bulletins", max_length=64, required=False,
                          help_text="64 letters and digits, from them and not from a file that came.")  # fmt: skip
    checked = forms.ChoiceField(label="How the key was checked", choices=CHECKED, required=False)
    second_key = forms.BooleanField(label="Hold this key beside the one that is held for them already", required=False)

    def clean(self) -> dict[str, Any]:
        """A key has how it was checked."""
        said = super().clean() or self.cleaned_data
        if said.get("key") and not said.get("checked"):
            self.add_error("checked", "Say how you checked that the key is theirs")
        return said


@in_incident
def call_back_list(request: OfficerRequest) -> HttpResponse:
    """The list."""
    desk = AtDesk.of(request)
    wrong, rows = "", []
    try:
        known = own_list(desk)
        rows = [_row(known, one) for one in known.partners]
    except BulletinError as mistake:
        wrong = f"{mistake}: {mistake.hint}"
    ours = own_key(desk).public
    return page(
        request, "bulletins/call_back.html", here=HERE, heads=HEADS, rows=rows, wrong=wrong,
        ours=key_words(ours), key=ours, where=list_path(desk).name, back=desk.at("bulletins"),
        add=desk.at("add_call_back") if desk.officer.may(Act.PARTNER) else "", paper=desk.at("call_back_paper"),
        drop=desk.at("drop_call_back_key") if desk.officer.may(Act.PARTNER) and rows else "",
    )  # fmt: skip


@in_incident
def add(request: OfficerRequest) -> HttpResponse:
    """Put a body on the list, or say more of it."""
    desk = AtDesk.of(request)
    form = RowForm.asked(request)

    def act() -> Saved:
        said, today = form.cleaned_data, timezone.localdate(desk_now()).isoformat()
        new = Partner(
            said["body"].strip(), said["name"], said["number"], said["who"], said["key"].strip().lower(),
            today if said["key"] else "", said["checked"] if said["key"] else "", today if said["tried"] else "",
        )  # fmt: skip
        try:
            change_list(desk, lambda old: old.added(new, second_key=said["second_key"]))
        except BulletinError as wrong:
            raise in_desk_words(wrong) from wrong
        key = f", key checked {new.checked}: {key_words(new.key)}" if new.key else ""
        return note_partner(desk.record, desk.officer, new.body, f"on the call-back list: {new.name}{key}"[:300])

    return entry(desk, form, act, desk.at("call_back_list"), title="Put a body on the call-back list", here=HERE,
                 words="What is left blank stays as it was.", button="Put it on the list")  # fmt: skip


class DropForm(DeskForm):
    """Which key is theirs no longer."""

    which = forms.ChoiceField(label="Which key is theirs no longer", widget=forms.RadioSelect)
    why = forms.CharField(label="How you know", max_length=120)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["which"].choices = choices  # type: ignore[attr-defined]  # A ChoiceField.


@in_incident
def drop_key(request: OfficerRequest) -> HttpResponse:
    """Take a key off the list."""
    desk = AtDesk.of(request)
    keys = [(one.key, f"{one.name}: {key_words(one.key)}") for one in own_list(desk).partners if one.key]
    form = DropForm.asked(request, choices=keys)

    def act() -> Saved:
        key = form.cleaned_data["which"]
        body = next(one.body for one in own_list(desk).of_key(key))
        try:
            change_list(desk, lambda old: old.without_key(body, key))
        except BulletinError as wrong:
            raise in_desk_words(wrong) from wrong
        text = f"key taken off the call-back list ({key_words(key)}): {form.cleaned_data['why']}"
        return note_partner(desk.record, desk.officer, body, text[:300])

    return entry(desk, form, act, desk.at("call_back_list"), title="Take a key off the list", here=HERE,
                 button="Take it off")  # fmt: skip


@in_incident
def paper(request: OfficerRequest) -> HttpResponse:
    """The list as paper, for the crate."""
    desk = AtDesk.of(request)
    raw = callback_paper(
        own_list(desk), desk.sight.now, body=desk.body_name(desk.officer.body), own_key=own_key(desk).public
    )
    answer = HttpResponse(raw, content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="call-back-list.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _row(known: CallBack, one: Partner) -> tuple[Any, ...]:
    many = len({each.key for each in known.of_body(one.body) if each.key})
    words = Cell("None held", tag="grey")
    if one.key:
        note = f"Since {_day(one.since) or 'not said'}, checked {one.checked or 'by nobody'}"
        words = Cell(key_words(one.key), note=f"TWO KEYS ARE HELD FOR THEM. {note}" if many > 1 else note)
    # A number is read out in one go: it is not broken over two lines.
    return one.name, one.number.replace(" ", "\u00a0"), one.who, _day(one.tried) or "never", words


def _day(written: str) -> str:
    """`17 Nov 2026`, unbroken; as it stands in the list where it is no day."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return written
    return f"{day.day}\u00a0{day:%b}\u00a0{day.year}"
