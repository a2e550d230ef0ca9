"""The outbox: messages that were given out, and of each who was told, by which means, who not, who understood.

Law: where people can be reached is shown to their own body alone; a figure is a count of the rows below it.
Not here: writing a message, sending (sending/posting.py), the phone tree's rules (sending/phone_tree.py).
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from django import forms
from django.http import Http404, HttpResponse
from django.utils.text import capfirst

from battlebox.desk import Act, DeskError
from battlebox.desk.message import (
    How,
    Means,
    Message,
    halt_message,
    is_stopped,
    message_of,
    messages_of,
    roll_of,
    stop_message,
)
from battlebox.desk.record import Saved, Stated
from battlebox.share.sending import State, TreeSheet, tree_paper
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.composing.rests import rests_of
from battlebox.web.composing.ways import DOUBTS, doubt_rows, way_states
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import PlainForm, entry
from battlebox.web.incident.papers import paper_answer
from battlebox.web.incident.saying import when_said
from battlebox.web.models import Addressed, Dispatch
from battlebox.web.models import Errand as Row
from battlebox.web.sending.answering import of_code, take
from battlebox.web.sending.outbox import end_stopped
from battlebox.web.sending.phone_tree import (
    NO_REPLY,
    TOLD,
    WRONG,
    give_out,
    lines_of,
    numbers_in,
    sheets_out,
    take_back,
    waiting,
)
from battlebox.web.sending.posting import promise_of, works_here
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

MESSAGES: Final = (
    Column("number", "Entry"),
    Column("subject", "About"),
    Column("when", "Ordered", Kind.TIME),
    Column("people", "People", Kind.NUMBER),
    Column("told", "Told", Kind.NUMBER),
    Column("left", "On the way", Kind.NUMBER),
    Column("not_told", "Not reached", Kind.NUMBER),
    Column("understood", "Understood", Kind.NUMBER),
)
PEOPLE: Final = (
    Column("person", "Person"),
    Column("name", "Name"),
    Column("stands", "Stands", Kind.CHOICE),
    Column("by", "Told by", Kind.CHOICE),
    Column("understood", "Read and understood"),
    Column("tried", "What was tried"),
)
MEANS: Final = (
    Column("means", "Means"),
    Column("way", "On the way", Kind.NUMBER),
    *(
        Column(state.name, state.value.capitalize(), Kind.NUMBER)
        for state in (State.TOLD, State.DELIVERED, State.REFUSED, State.UNKNOWN, State.STOPPED)
    ),
    Column("crash", "If the desk stops in the middle of one"),
)
TOLD_ONLY, DELIVERED = State.TOLD.value.capitalize(), State.DELIVERED.value.capitalize()
NOT_REACHED, ON_THE_WAY, STOPPED = "Not reached", "On the way", "Not told: it was stopped"


class StopForm(DeskForm):
    """Why nothing more goes out."""

    why = forms.CharField(label="Why nothing more is to go out", widget=forms.Textarea, max_length=2000)


class SheetForm(DeskForm):
    """Nothing to fill in."""


class KeyBackForm(PlainForm):
    """The lines of a sheet, by box."""

    sheet = forms.ChoiceField(label="Which sheet")
    told = forms.CharField(label="Spoken to: which lines", required=False, help_text="Such as 1, 3-5, 8.")
    understood = forms.CharField(label="Of these, who understood", required=False)
    no_reply = forms.CharField(label="No reply", required=False)
    wrong = forms.CharField(label="Wrong number", required=False)

    def clean(self) -> dict[str, object]:
        """Numbers of lines in each field."""
        for name in ("told", "understood", "no_reply", "wrong"):
            try:
                self.cleaned_data[name] = numbers_in(self.cleaned_data.get(name, ""))
            except ValueError:
                self.add_error(name, "Write numbers of lines, such as 1, 3-5, 8.")
        return self.cleaned_data


class CodeForm(DeskForm):
    """A code that somebody read out."""

    code = forms.CharField(
        label="The code they read out", max_length=60, help_text="Three groups of four, such as bcdf-ghjk-mnpq."
    )


@in_incident
def outbox(request: OfficerRequest) -> HttpResponse:
    """Every message of one's own body."""
    desk = AtDesk.of(request)
    rows = [
        _message_row(desk, thing, said)
        for thing, said in reversed(messages_of(desk.sight))
        if said.body == desk.officer.body
    ]
    table = Table("messages", "Messages", MESSAGES, rows, empty="No message was given out yet.", stacked=True)
    read = desk.at("read_back") if rows and desk.officer.may(Act.RING) else ""
    return table_page(
        request,
        "places/outbox.html",
        table,
        here="tell",
        read=read,
        now_heads=("By", "Now"),
        now=way_states(desk),
        channels=desk.at("channels"),
        publish=desk.at("publish"),
    )


def _doubts(desk: AtDesk, said: Message) -> list[tuple[str, ...]]:
    """People of a message whose means rest on what does not work now, under the heads of `DOUBTS`."""
    try:
        people = roll_of(desk.record, said)
    except DeskError:
        return []  # The list was removed from the record.
    return [tuple(row.values()) for row in doubt_rows(desk, people)]


@in_incident
def message(request: OfficerRequest, name: str) -> HttpResponse:
    """One message: its words, each means, each person."""
    desk, dispatch = _dispatch(request, name)
    said = message_of(desk.sight, dispatch.message)
    stopped = is_stopped(desk.record, dispatch.message)
    people = _people(dispatch, stopped=stopped)
    means = Table("means", "By means", MEANS, _means(dispatch, stopped=stopped), stacked=True)
    who = Table("people", "Everybody on the list", PEOPLE, people, stacked=True)
    rests = rests_of(desk, dispatch.message, said)
    is_over = bool(rests["why_stopped"])
    rings = desk.officer.may(Act.RING)
    counts = _counts(people)
    may_stop = desk.officer.may(Act.SEND) and not is_over and counts["left"] > 0
    out = sheets_out(desk.record, dispatch)
    return table_page(
        request,
        "places/message.html",
        means,
        who,
        here="tell",
        said=said,
        counts=counts,
        answer_by=when_said(said.value.answer_by) if said.value.answer_by else "",
        to_ring="" if is_over or not waiting(dispatch) else _to_ring(dispatch),
        doubt_heads=[each.title for each in DOUBTS],
        doubts=_doubts(desk, said.value) if rings else [],
        out=[(number, desk.at("tree_paper", name, number)) for number in out] if rings and not is_over else (),
        tree=desk.at("print_tree", name) if rings and not is_over else "",
        back=desk.at("key_back_tree", name) if rings and out else "",
        stop=desk.at("stop_message", name) if may_stop else "",
        **rests,
    )


@in_incident
def stop(request: OfficerRequest, name: str) -> HttpResponse:
    """Let nothing more of a message go out."""
    desk, dispatch = _dispatch(request, name)
    form = StopForm.asked(request)

    def act() -> Saved:
        saved = stop_message(desk.record, desk.officer, dispatch.message, why=form.cleaned_data["why"])
        end_stopped(desk.record, works_here() - {Means.PHONE})
        return saved

    return entry(desk, form, act, desk.at("message", name), title="Stop this message", here="tell")


@in_incident
def print_tree(request: OfficerRequest, name: str) -> HttpResponse:
    """Put the next people on a sheet to ring them."""
    desk, dispatch = _dispatch(request, name)
    form = SheetForm.asked(request)

    def act() -> Saved:
        return give_out(desk.record, desk.officer, dispatch)[0]

    words = f"{_to_ring(dispatch)}. A sheet has 20 at most."
    return entry(
        desk, form, act, desk.at("message", name), title="Make a sheet of the phone tree", here="tell", words=words
    )


def _to_ring(dispatch: Dispatch) -> str:
    many = waiting(dispatch)
    who = "1 person is" if many == 1 else f"{many:,} people are"
    return f"{who} to be rung and on no sheet yet"


@in_incident
def key_back(request: OfficerRequest, name: str) -> HttpResponse:
    """What came of a sheet."""
    desk, dispatch = _dispatch(request, name)
    sheets = [(number, f"{number}, {len(lines)} people") for number, lines in sheets_out(desk.record, dispatch).items()]
    form = KeyBackForm.asked(request, choices={"sheet": sheets})

    def act() -> Saved:
        said = form.cleaned_data
        ticked = {
            TOLD: said["told"],
            NO_REPLY: said["no_reply"],
            WRONG: said["wrong"],
            "understood": said["understood"],
        }
        return take_back(desk.record, desk.officer, dispatch, said["sheet"], ticked)

    return entry(desk, form, act, desk.at("message", name), title="Key back a phone tree", here="tell")


@in_incident
def paper(request: OfficerRequest, name: str, number: str) -> HttpResponse:
    """A sheet as PDF, for those who ring."""
    desk, dispatch = _dispatch(request, name)
    if not desk.officer.may(Act.RING):
        raise Http404
    said = message_of(desk.sight, dispatch.message)
    if halt_message(desk.record, desk.officer.body, dispatch.message):
        raise Http404  # Paper leaves like anything else.
    try:
        lines = lines_of(desk.record, dispatch, number)
    except DeskError as wrong:
        raise Http404 from wrong
    body = desk.body_name(said.body)
    sheet = TreeSheet(number, body, said.number, said.value.subject, said.value.words, lines)
    return paper_answer(tree_paper(sheet, said.at), f"phone-tree-{number.lower()}")


@in_incident
def read_back(request: OfficerRequest) -> HttpResponse:
    """Somebody reads the code of their message over the phone."""
    desk = AtDesk.of(request)
    form = CodeForm.asked(request)
    if form.is_ready():
        found = of_code(form.cleaned_data["code"])
        ours = found is not None and (found.dispatch.incident, found.dispatch.body) == (
            desk.record.incident,
            desk.officer.body,
        )
        if found is None or not ours:
            form.add_error("code", "No message of yours has this code. Ask them to read it again, letter by letter.")

    def act() -> Saved:
        desk.officer.must(Act.RING)
        found = of_code(form.cleaned_data["code"])
        if found is not None:
            take(found, How.CODE)
        return Saved("", "")

    return entry(desk, form, act, desk.at("outbox"), title="A code read out over the phone", here="tell")


def _dispatch(request: OfficerRequest, name: str) -> tuple[AtDesk, Dispatch]:
    """A message of one's own body that this desk sends; any other is not there."""
    desk = AtDesk.of(request)
    found = Dispatch.objects.filter(
        message=f"message/{name}", incident=desk.record.incident, body=desk.officer.body
    ).first()
    if found is None:
        raise Http404
    return desk, found


def _message_row(desk: AtDesk, thing: str, said: Stated[Message]) -> dict[str, object]:
    dispatch = Dispatch.objects.filter(message=thing).first()
    counts = _counts(_people(dispatch, stopped=is_stopped(desk.record, thing))) if dispatch else {}
    link = desk.at("message", thing.partition("/")[2]) if dispatch else ""
    return {
        "number": said.number,
        "subject": Cell(said.value.subject, link=link),
        "when": Cell(when_said(said.at), order=said.at),
        "people": said.value.people,
        **counts,
    }


def _counts(rows: list[dict[str, Cell]]) -> dict[str, int]:
    """How many people stand where."""
    stands = [row["stands"].text for row in rows]
    return {
        "people": len(rows),
        "told": stands.count(TOLD_ONLY) + stands.count(DELIVERED),
        "delivered": stands.count(DELIVERED),
        "left": stands.count(ON_THE_WAY),
        "not_told": stands.count(NOT_REACHED) + stands.count(STOPPED),
        "stopped": stands.count(STOPPED),
        "understood": sum(bool(row["understood"].text) for row in rows),
    }


def _people(dispatch: Dispatch, *, stopped: bool) -> list[dict[str, Cell]]:
    """Everybody, with what was tried; who was not reached first. Of a stopped message nobody is on the way."""
    tried: dict[str, list[Row]] = defaultdict(list)
    for row in Row.objects.filter(dispatch=dispatch).order_by("person", "place"):
        tried[row.person].append(row)
    return sorted(
        (_person(each, tried[each.person], stopped=stopped) for each in Addressed.objects.filter(dispatch=dispatch)),
        key=lambda row: row["stands"].text not in (NOT_REACHED, STOPPED),
    )


def _state(state: str, *, stopped: bool) -> State:
    """Where an errand stands: what waits of a stopped message waits for nothing, whenever its lane comes to it."""
    waits = State(state) in (State.WAITING, State.LATER)
    return State.STOPPED if stopped and waits else State(state)


def _person(each: Addressed, rows: list[Row], *, stopped: bool) -> dict[str, Cell]:
    states = [_state(row.state, stopped=stopped) for row in rows]
    told = next((row for row in rows if State(row.state).is_told), None)
    if told is not None:
        stands, colour = told.state.capitalize(), "green"
    elif State.TRYING not in states and State.UNKNOWN not in states and State.STOPPED in states:
        stands, colour = STOPPED, "red"
    elif {State.WAITING, State.TRYING, State.LATER} & set(states):
        stands, colour = ON_THE_WAY, "blue"
    else:
        stands, colour = NOT_REACHED, "red"
    began = [row for row in rows if row.state not in (State.LATER.value, State.NOT_NEEDED.value)]
    said = "; ".join(
        f"{Means(row.means).words}: {_state(row.state, stopped=stopped)}{f' ({row.note})' if row.note else ''}"
        for row in began
    )
    return {
        "person": Cell(each.person),
        "name": Cell(each.name),
        "stands": Cell(stands, tag=colour),
        "by": Cell(Means(told.means).words if told else ""),
        "understood": Cell(f"{when_said(each.answered_at)}, {each.how}" if each.answered_at else ""),
        "tried": Cell(said or "No working means"),
    }


def _means(dispatch: Dispatch, *, stopped: bool) -> list[dict[str, object]]:
    """How many errands of each means stand where, and what a crash would mean for one."""
    found: dict[Means, dict[str, int]] = {}
    for means, state in Row.objects.filter(dispatch=dispatch).values_list("means", "state"):
        counts = found.setdefault(Means(means), {each.name: 0 for each in State})
        counts[_state(state, stopped=stopped).name] += 1
    return [
        {
            "means": capfirst(means.words),
            "way": found[means][State.WAITING.name] + found[means][State.TRYING.name],
            **found[means],
            "crash": promise_of(means).value.capitalize(),
        }
        for means in Means
        if means in found
    ]
