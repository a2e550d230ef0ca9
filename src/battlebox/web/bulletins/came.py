"""A bulletin that came: who signed it, what it says; its lines as tasks, and telling its issuer that we have it.

Law: how sure it is who signed stands before what it says; nothing becomes a task but by a person's choice.
Not here: opening a file (opening.py), the list of all (listing.py).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import HttpResponse

from battlebox.desk import Act
from battlebox.desk.exchange import (
    Heard,
    ReceivedBulletin,
    bulletin_acknowledged,
    heard_of,
    newer_than,
    received_bulletin,
    tasked,
    tasks_of_bulletin,
)
from battlebox.desk.record import Saved
from battlebox.share.bulletin import Bulletin, Opened, SignedBulletin, heard_words
from battlebox.share.foreign import defanged
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.bulletins.carried import usable
from battlebox.web.bulletins.shown import HERE, about, code_of, opened_here, parts_of, seal_of
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import entry, seen_or_404
from battlebox.web.incident.wording import when
from battlebox.web.moment import MomentField
from battlebox.web.pages import page

TOOLS: Final = (("as STIX 2.1", "stix"), ("as a table", "csv"))
"""What other tools take."""


@in_incident
def came(request: OfficerRequest, name: str) -> HttpResponse:
    """One that came: who signed it, what it says, what was made of it."""
    desk = AtDesk.of(request)
    found = seen_or_404(lambda: received_bulletin(desk.sight, name))
    got = found.value
    opened = opened_here(desk, got.file.encode(), name="it")
    made, still = tasked(desk.sight, got)
    told, newer = heard_of(desk.sight, name).get(desk.officer.body), newer_than(desk.sight, got)
    warnings = [*opened.warnings]
    if newer:
        warnings.insert(0, f"Bulletin {newer} of {got.issuer_name} replaces this one. Act on that one.")
    may = desk.officer.may
    return page(
        request, "bulletins/came.html", here=HERE, title=f"Bulletin {got.number} of {got.issuer_name}",
        seal=seal_of(opened), warnings=warnings, asked=got.asked,
        rows=[*about(desk, opened.bulletin, is_theirs=opened.is_theirs or bool(got.asked)),
              ("Taken in", f"{when(found.at, desk.sight.now)}, {found.number}")],
        **parts_of(opened.bulletin), **code_of(opened, desk.officer.body),
        told=f"{when(told.at, desk.sight.now)}, {told.value.how}" if told else "",
        tell=desk.at("tell_bulletin", name) if may(Act.TAKE_BULLETIN) else "",
        make=desk.at("bulletin_tasks", name) if may(Act.OPEN_TASK) else "", made=made, still=still,
        file=desk.at("bulletin_file", name), paper=desk.at("bulletin_paper", name), back=desk.at("bulletins"),
        receipt=desk.at("bulletin_receipt", name), tools=_for_tools(desk, name, opened, got),
    )  # fmt: skip


def _for_tools(desk: AtDesk, name: str, opened: Opened, got: ReceivedBulletin) -> list[tuple[str, str]]:
    if not opened.bulletin.indicators or not usable(opened, got):
        return []
    return [(words, desk.at("bulletin_indicators", name, form)) for words, form in TOOLS]


class TasksForm(DeskForm):
    """Which lines become tasks, and by when."""

    lines = forms.MultipleChoiceField(label="Make these tasks", widget=forms.CheckboxSelectMultiple)
    due = MomentField(label="By when", required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["lines"].choices = choices  # type: ignore[attr-defined]  # A ChoiceField.


@in_incident
def make_tasks(request: OfficerRequest, name: str) -> HttpResponse:
    """Make tasks of what a bulletin says to do, and one of what to look for."""
    desk = AtDesk.of(request)
    got = seen_or_404(lambda: received_bulletin(desk.sight, name)).value
    bulletin = SignedBulletin.from_bytes(got.file.encode(), name="it").bulletin
    lines, looks = [*bulletin.todo], _looks(bulletin)
    every = [*lines, *([looks[0]] if looks else [])]
    choices = [(str(place), line) for place, line in enumerate(every)]
    form = TasksForm.asked(request, initial={"lines": [value for value, _ in choices]}, choices=choices)

    def act() -> Saved:
        due, picked = form.cleaned_data["due"], [every[int(each)] for each in form.cleaned_data["lines"]]
        made = tasks_of_bulletin(desk.record, desk.officer, name, [one for one in picked if one in lines], due=due)
        if looks and looks[0] in picked:
            made += tasks_of_bulletin(desk.record, desk.officer, name, [looks[0]], due=due, note=looks[1])
        return made[0] if made else Saved(got.mark, "", "")

    return entry(desk, form, act, desk.at("came_bulletin", name), title="Make tasks of it", here=HERE,
                 words="They are nobody's yet, and say which bulletin they came from. A line of which there is a task "
                 "already is passed over.", button="Make them tasks")  # fmt: skip


class ToldForm(DeskForm):
    """How we said that we have it."""

    how = forms.ChoiceField(
        label="How did you tell them?",
        choices=(("four words by phone", "I read them the four words, by phone"),
                 ("a signed file", "I sent them the signed file")),
    )  # fmt: skip
    note = forms.CharField(label="What they said", max_length=300, required=False)


@in_incident
def tell(request: OfficerRequest, name: str) -> HttpResponse:
    """Record that we told its issuer that we have it."""
    desk = AtDesk.of(request)
    got = seen_or_404(lambda: received_bulletin(desk.sight, name)).value
    form = ToldForm.asked(request)
    body = desk.officer.body

    def act() -> Saved:
        said = form.cleaned_data
        return bulletin_acknowledged(desk.record, desk.officer, name, Heard(body, said["how"], said["note"]))

    return entry(desk, form, act, desk.at("came_bulletin", name), title="We have it", here=HERE,
                 rows=[("Our four words", heard_words(got.fingerprint, body))], button="Record it")  # fmt: skip


def _looks(bulletin: Bulletin) -> tuple[str, str] | None:
    """One task for all there is to look for, and the list of it."""
    if not bulletin.indicators:
        return None
    rows = [f"{one.kind} {defanged(one.value)} {one.note}".strip() for one in bulletin.indicators]
    note, left = "", len(rows)
    for row in rows:
        if len(note) + len(row) > 15_000:  # noqa: PLR2004 - what a note has room for, with some to spare
            break
        note, left = f"{note}{row}\n", left - 1
    more = f"and {left} more: take them out of the bulletin's file" if left else ""
    many = "indicator" if len(rows) == 1 else f"{len(rows)} indicators"
    what = f"Look for the {many} of bulletin {bulletin.number} of {bulletin.issuer_name}"
    return what, f"{note}{more}".strip()
