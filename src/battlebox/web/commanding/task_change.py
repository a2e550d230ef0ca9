"""Changing a task: who does it, by when, how far it is; taking on what is another body's and nobody's yet.

Law: two who change one task both see both versions, field by field; what one of them did not touch is never set back.
Not here: opening tasks and looking at them (tasks.py), the rules of a task (desk).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from django import forms
from django.http import HttpResponse

from battlebox.desk.command import Progress, Task, TaskChange, change_task, task_of
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.commanding.tasks import is_for_taking, name_of_owner
from battlebox.web.forms import Version
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.choosing import NOBODY, people_choices, someone
from battlebox.web.incident.entry import PlainForm, entry, seen_or_404
from battlebox.web.incident.said import person_of
from battlebox.web.incident.saying import when_said
from battlebox.web.moment import MomentField
from battlebox.web.pages import page

_STATES: Final = [(each.value, each.value.capitalize()) for each in Progress]


class ChangeTaskForm(PlainForm):
    """How far it is, who does it, by when, and a word."""

    state = forms.ChoiceField(label="How far it is", choices=_STATES, widget=forms.RadioSelect)
    owner = forms.ChoiceField(label="Who does it", required=False)
    due = MomentField(label="By when", required=False)
    note = forms.CharField(
        label="A word on it",
        widget=forms.Textarea,
        required=False,
        help_text="Needed when it is done or dropped: what came of it, or why not.",
    )

    def clean(self) -> None:
        """A task that ends says what came of it."""
        said = self.cleaned_data
        ends = said.get("state") in (Progress.DONE.value, Progress.DROPPED.value)
        if ends and not str(said.get("note", "")).strip():
            self.add_error("note", "Write what came of it, or why it was dropped")


class TakeOnForm(PlainForm):
    """Who takes on what is nobody's."""

    owner = forms.ChoiceField(label="Who does it")


@in_incident
def edit_task(request: OfficerRequest, name: str) -> HttpResponse:
    """Change a task's owner, time or state, with a word."""
    desk = AtDesk.of(request)
    old = seen_or_404(lambda: task_of(desk.sight, f"task/{name}"))
    if is_for_taking(desk, old):
        return _take_on(desk, old, desk.at("task", name))
    asked = request.GET.get("state", "")
    state = asked if asked in dict(_STATES) else old.state.value
    choices = people_choices(desk, NOBODY)
    if old.owner and old.owner not in dict(choices):
        choices.append((old.owner, person_of(desk, old.owner)))
    form = ChangeTaskForm.asked(
        request,
        seen=sorted(old.entries),
        initial={"state": state, "owner": old.owner, "due": old.due, "note": old.note},
        choices={"owner": choices},
    )
    back = desk.at("task", name)
    untouched = _untouched(desk, old, form) if form.is_ready() else {}
    if form.is_ready() and form.overtaken(sorted(old.entries), _meanwhile(desk, old, form, untouched)):
        form.bring_up(untouched)
        return page(request, "places/entry_form.html", here="tasks", form=form, title=old.what, cancel=back)
    return entry(
        desk,
        form,
        lambda: change_task(
            desk.record, desk.officer, old.thing, _change(desk, old, form), over=frozenset(form.seen_entries)
        ),
        back,
        title=old.what,
        here="tasks",
    )


def _take_on(desk: AtDesk, found: Task, back: str) -> HttpResponse:
    """The only change that a body makes to another's task: what is nobody's is taken on."""
    form = TakeOnForm.asked(
        desk.request,
        seen=sorted(found.entries),
        initial={"owner": desk.officer.id},
        choices={"owner": people_choices(desk)},
    )
    return entry(
        desk,
        form,
        lambda: change_task(
            desk.record, desk.officer, found.thing, TaskChange(owner=someone(desk, form.cleaned_data["owner"]))
        ),
        back,
        title=f"Take on: {found.what}",
        here="tasks",
        button="Take it on",
    )


def _change(desk: AtDesk, old: Task, form: ChangeTaskForm) -> TaskChange:
    """Only what differs from how the task stands, or of which two versions stand."""
    said = form.cleaned_data

    def differs(field: str, new: object, was: object) -> bool:
        return new != was or field in old.split

    due, was_due = said["due"], old.due.replace(second=0, microsecond=0) if old.due else None
    new_owner = differs("owner", said["owner"], old.owner)
    new_due = differs("due", due, was_due)
    state = Progress(said["state"])
    note = said["note"].replace("\r\n", "\n").strip()
    return TaskChange(
        owner=someone(desk, said["owner"]) if new_owner else None,
        no_owner=new_owner and not said["owner"],
        due=due if new_due else None,
        no_due=new_due and due is None,
        state=state if differs("state", state, old.state) else None,
        note=note if differs("note", note, old.note) else None,
    )


def _untouched(desk: AtDesk, now: Task, form: ChangeTaskForm) -> dict[str, Any]:
    """Fields sent in as they were when the form was made, each with how it stands now."""
    seen, said = form.seen_entries, form.cleaned_data
    stands = {"state": now.state.value, "owner": now.owner, "due": now.due, "note": now.note}
    kinds: tuple[tuple[str, type[Any]], ...] = (("state", Progress), ("owner", str), ("due", datetime), ("note", str))
    before: dict[str, object] = {}
    for name, kind in kinds:
        told = [each.value for each in desk.sight.told(now.thing, name, kind) if each.entry in seen]
        before[name] = told[-1] if told else None
    return {name: value for name, value in stands.items() if _plain(said[name]) == _plain(before[name])}


def _plain(value: object) -> str:
    """A value as a form sends it: to the minute, and nothing as nothing."""
    if isinstance(value, datetime):
        return value.replace(second=0, microsecond=0).isoformat()
    return str(value.value if isinstance(value, Progress) else value or "").replace("\r\n", "\n").strip()


def _meanwhile(desk: AtDesk, now: Task, form: ChangeTaskForm, untouched: Collection[str]) -> list[Version]:
    """What stands now against what was just written, for each field that was written in."""
    said = form.cleaned_data
    written = desk.record.line(max(now.entries, key=lambda each: desk.record.line(each).place))
    who, when = person_of(desk, written.header.by), when_said(written.at)
    pairs = (
        ("state", "How far it is", now.state.value, said["state"]),
        ("owner", "Who does it", name_of_owner(desk, now.owner), name_of_owner(desk, said["owner"])),
        ("due", "By when", when_said(now.due), when_said(said["due"])),
        ("note", "A word on it", now.note or "nothing", said["note"] or "nothing"),
    )
    return [
        Version(label, theirs, ours, who, when)
        for name, label, theirs, ours in pairs
        if theirs != ours and name not in untouched
    ]
