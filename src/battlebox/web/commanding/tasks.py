"""Tasks: one's own, overdue, nobody's, all; opened on four fields; changed, done or dropped with a word.

Law: two who change one task at once both see both versions; nothing is done until somebody says so.
Not here: action cards (cards.py), the rules of a task (desk): only its own bodies change it, others write beside it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.utils.text import capfirst

from battlebox.desk import Act, Role
from battlebox.desk.command import (
    Link,
    NewTask,
    Progress,
    Task,
    bodies_of,
    may_change,
    mine,
    open_task,
    overdue,
    remark_on,
    remarks_on,
    task_of,
    tasks_of,
    unowned,
)
from battlebox.desk.record import Stated
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.choosing import (
    NOBODY,
    decision_choices,
    people_choices,
    role_choices,
    service_choices,
    someone,
    system_choices,
    who_here,
)
from battlebox.web.incident.entry import ChoosingForm, PlainForm, entry, seen_or_404
from battlebox.web.incident.links import link as link_to
from battlebox.web.incident.said import person_of
from battlebox.web.incident.saying import when_said
from battlebox.web.moment import MomentField
from battlebox.web.pages import page
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

COLOURS: Final = {
    Progress.OPEN: "blue",
    Progress.DOING: "light-blue",
    Progress.BLOCKED: "orange",
    Progress.DONE: "green",
    Progress.DROPPED: "grey",
}
SHOWN: Final = (("mine", "Yours"), ("overdue", "Overdue"), ("unowned", "Nobody's"), ("all", "All"))
EMPTY: Final = {
    "mine": "You own no task. Look at what is nobody's, or take up an action card.",
    "overdue": "Nothing is overdue.",
    "unowned": "Every task has an owner.",
    "all": "No task was opened yet. Take up an action card, or open a task.",
}
COLUMNS: Final = (
    Column("what", "Task"),
    Column("state", "State", Kind.CHOICE),
    Column("owner", "Owner", Kind.CHOICE),
    Column("due", "Due", Kind.TIME),
    Column("role", "For", Kind.CHOICE),
    Column("about", "About"),
    Column("entry", "Entry"),
)


class OpenTaskForm(ChoosingForm):
    """What, why, who, when; the rest can wait."""

    what = forms.CharField(label="What is to be done", max_length=300)
    note = forms.CharField(label="Why, and what is known", widget=forms.Textarea, required=False)
    owner = forms.ChoiceField(label="Who does it", required=False)
    due = MomentField(label="By when", required=False)
    role = forms.ChoiceField(label="Whose kind of work it is", required=False)
    service = forms.ChoiceField(label="For which service", required=False)
    system = forms.ChoiceField(label="About which system", required=False)
    decision = forms.ChoiceField(label="From which decision", required=False)


class RemarkForm(PlainForm):
    """A word beside a task."""

    said = forms.CharField(label="What you have to say of it", widget=forms.Textarea(attrs={"rows": 3}))


@in_incident
def tasks(request: OfficerRequest) -> HttpResponse:
    """The tasks of one kind, the most urgent first."""
    desk = AtDesk.of(request)
    every = tasks_of(desk.sight)
    sets = {
        "mine": mine(every, desk.officer),
        "overdue": overdue(every, desk.sight.now),
        "unowned": unowned(every),
        "all": every,
    }
    asked = request.GET.get("show", "")
    show = asked if asked in sets else "mine" if sets["mine"] else "all"
    kinds = [(f"{words} ({len(sets[key])})", f"?show={key}", key == show) for key, words in SHOWN]
    rows = [_row(desk, task) for task in sets[show]]
    table = Table("tasks", f"Tasks: {dict(SHOWN)[show].lower()}", COLUMNS, rows, empty=EMPTY[show])
    may = desk.officer.may(Act.OPEN_TASK)
    return table_page(request, "places/tasks.html", table, here="tasks", kinds=kinds, may=may,
                      new=desk.at("open_task"), cards=desk.at("cards"))  # fmt: skip


@in_incident
def new_task(request: OfficerRequest) -> HttpResponse:
    """Open a task."""
    desk = AtDesk.of(request)
    asked = {name: request.GET.get(name, "") for name in ("service", "system", "decision")}
    form = OpenTaskForm.asked(
        request,
        initial={**asked, "owner": desk.officer.id},
        choices={
            "owner": people_choices(desk, NOBODY),
            "role": role_choices("Not said"),
            "service": service_choices(desk),
            "system": system_choices(desk),
            "decision": decision_choices(desk),
        },
    )
    return entry(
        desk,
        form,
        lambda: open_task(desk.record, desk.officer, _new(desk, form), handling=desk.handling(form)),
        desk.at("tasks"),
        title="Open a task",
        here="tasks",
    )


@in_incident
def task(request: OfficerRequest, name: str) -> HttpResponse:
    """One task: how it stands, what it hangs on, and both versions where two stand."""
    desk = AtDesk.of(request)
    found = seen_or_404(lambda: task_of(desk.sight, f"task/{name}"))
    own = may_change(desk.sight, found)
    return page(
        request,
        "places/task.html",
        here="tasks",
        task=found,
        colour=COLOURS[found.state],
        late=found.is_overdue(desk.sight.now),
        rows=_facts(desk, found),
        links=_links(desk, found),
        versions=[_versions(desk, found, field) for field in found.split],
        may=own and desk.officer.may(Act.TASK) and not (desk.is_closed and not found.is_open),
        closing=desk.is_closed,
        change=desk.at("change_task", name),
        take_on=desk.at("change_task", name)
        if is_for_taking(desk, found) and desk.officer.may(Act.TASK) and not desk.is_closed
        else "",
        theirs="" if own else " and ".join(desk.body_name(each) for each in sorted(bodies_of(desk.sight, found))),
        remarks=[
            (f"{person_of(desk, each.by)}, {when_said(each.at)} ({each.number})", each.value)
            for each in remarks_on(desk.sight, found.thing)
        ],
        remark=desk.at("remark_on_task", name) if desk.officer.may(Act.REMARK) else "",
    )


@in_incident
def remark(request: OfficerRequest, name: str) -> HttpResponse:
    """Write a word beside a task: whoever sees it may."""
    desk = AtDesk.of(request)
    found = seen_or_404(lambda: task_of(desk.sight, f"task/{name}"))
    form = RemarkForm.asked(request)
    return entry(
        desk,
        form,
        lambda: remark_on(desk.record, desk.officer, found.thing, form.cleaned_data["said"]),
        desk.at("task", name),
        title=f"A word on: {found.what}",
        here="tasks",
        words="It stands beside the task, with your name where it may be seen. It changes nothing of the task itself.",
    )


def _new(desk: AtDesk, form: OpenTaskForm) -> NewTask:
    said = form.cleaned_data
    links = {link: said[link.value] for link in (Link.SERVICE, Link.SYSTEM, Link.DECISION) if said[link.value]}
    role = Role(said["role"]) if said["role"] else None
    return NewTask(said["what"], someone(desk, said["owner"]), said["due"], role, links, said["note"])


def _row(desk: AtDesk, task: Task) -> dict[str, object]:
    late = task.is_overdue(desk.sight.now)
    name = task.thing.removeprefix("task/")
    return {
        "what": Cell(task.what, link=desk.at("task", name), note="Two versions stand" if task.split else ""),
        "state": Cell(task.state.value.capitalize(), tag=COLOURS[task.state]),
        "owner": name_of_owner(desk, task.owner),
        "due": Cell(when_said(task.due), order=task.due, note="Overdue" if late else "") if task.due else None,
        "role": capfirst(task.role.words) if task.role else "",
        "about": ", ".join(words for words, _ in _links(desk, task)),
        "entry": task.opened.number,
    }


def _facts(desk: AtDesk, task: Task) -> list[tuple[str, str]]:
    rows = [
        ("Owner", name_of_owner(desk, task.owner)),
        ("Due", when_said(task.due) + (" (overdue)" if task.is_overdue(desk.sight.now) else "")),
        ("For", capfirst(task.role.words) if task.role else "Not said"),
        ("Word on it", task.note or "Nothing written"),
    ]
    opened = f"{when_said(task.opened.at)}, {person_of(desk, task.opened.by)}, entry {task.opened.number}"
    return [*rows, ("Opened", opened)]


def _links(desk: AtDesk, task: Task) -> list[tuple[str, str]]:
    """What the task hangs on, in words, with its address where this desk has such a page."""
    found = []
    for link, name in task.links.items():
        if link is Link.CARD:
            card = name.partition("/")[0]
            found.append(("its action card", desk.at("card", card)))
        elif link is Link.STEP:
            # The list lies with this desk's body alone: what it is called is not said here.
            found.append((f"step {name.rpartition('#')[2]} of a list that was brought in", ""))
        elif link is Link.DECISION:
            found.append(("its decision", link_to(desk, "decision", name.removeprefix("decision/"))))
        else:
            thing = desk.estate.thing_by_id.get(name) if desk.has_estate else None
            found.append((thing.name if thing else name, link_to(desk, link.value, name) if thing else ""))
    return found


def _versions(desk: AtDesk, task: Task, field: str) -> dict[str, object]:
    """Every version of one field that stands, with who wrote it."""
    forms_of: dict[str, type] = {"state": Progress, "role": Role, "due": datetime}
    said: tuple[Stated[Any], ...] = desk.sight.stated(task.thing, field, forms_of.get(field, str))
    rows = []
    for each in said:
        value = each.value
        words = (
            name_of_owner(desk, value)
            if field == "owner"
            else when_said(value)
            if field == "due"
            else getattr(value, "value", value)
        )
        rows.append((f"{person_of(desk, each.by)}, {when_said(each.at)} ({each.number})", str(words)))
    return {"field": field, "rows": rows}


def is_for_taking(desk: AtDesk, task: Task) -> bool:
    """Whether it is another body's, and nobody's yet."""
    return not task.owner and task.is_open and not may_change(desk.sight, task)


def name_of_owner(desk: AtDesk, owner: str) -> str:
    """Who does a task, by name; nobody as such."""
    return who_here(desk, owner) or person_of(desk, owner) if owner else "Nobody yet"
