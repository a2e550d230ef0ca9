"""Orders: every one with how far it has got and what is late; what one means before it is given; giving and moving it.

Law: an order is not an effect; what is another body's to order has no button here, and says whom to ask.
Not here: which orders to give (contain.py).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk import Act, DeskCode
from battlebox.desk.picture import (
    CAPTURED,
    NOT_CAPTURED,
    POWER_OFF,
    Order,
    OrderTerms,
    Stage,
    give_order,
    given_at,
    lapses,
    late_words,
    loses_memory,
    move_order,
    needs_word,
    terms_of,
    works_from,
)
from battlebox.desk.record import Stated
from battlebox.estate import MICROHOURS, Action
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.deciding.asks import ask_address, asks_about
from battlebox.web.incident.at_desk import AtDesk, DeskEntryForm
from battlebox.web.incident.colours import STAGE_COLOURS, stage_cell
from battlebox.web.incident.lists import beside
from battlebox.web.incident.wording import ago, span, when
from battlebox.web.moment import MomentField
from battlebox.web.pages import page
from battlebox.web.rights import refusal, unless
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

ORDERS: Final = (
    Column("name", "Order"),
    Column("stage", "Stage", Kind.CHOICE),
    Column("late", "Overdue"),
    Column("by", "Given by"),
    Column("told", "Told or done by"),
    Column("given", "Given", Kind.TIME),
    Column("at", "At this stage since", Kind.TIME),
    Column("means", "Verified how"),
    Column("due", "Due to lapse", Kind.TIME),
    Column("body", "Whose", Kind.CHOICE),
    Column("entry", "Entry"),
)
POSSIBLE: Final = (
    Column("name", "What could be ordered"),
    Column("whose", "Whose to order", Kind.CHOICE),
    Column("who", "Who may order it", Kind.CHOICE),
    Column("takes", "Works after", Kind.NUMBER),
    Column("evidence", "Evidence lost"),
)
STEPS: Final = {
    "acknowledge": (Stage.ACKNOWLEDGED, "Say that it was acknowledged", Act.CARRY_OUT),
    "verify": (Stage.VERIFIED, "Say that it is verified off", Act.CARRY_OUT),
    "reopen": (Stage.REOPENED, "Undo it: reopen", Act.ORDER),
}
NEXT: Final = {
    Stage.ORDERED: ("acknowledge", "verify", "reopen"),
    Stage.ACKNOWLEDGED: ("verify", "reopen"),
    Stage.VERIFIED: ("reopen",),
    Stage.RUNNING: (),
    Stage.REOPENED: (),
}


class GiveForm(DeskEntryForm):
    """Give one of the estate's orders. What is asked about memory is asked only where power goes off."""

    who = forms.CharField(label="Who was told to do it", max_length=300, help_text="An office rather than a name.")
    at = MomentField(label="When was the order given")
    memory = forms.ChoiceField(
        label="Was memory captured first?",
        choices=((CAPTURED, "Yes, memory was captured"), (NOT_CAPTURED, "No: what is in it will be lost")),
        widget=forms.RadioSelect,
    )
    knowing = forms.BooleanField(
        label="If not: we give the order knowing that this evidence is lost for good", required=False
    )
    word = forms.CharField(
        label="On whose word", max_length=300, help_text="This order is Gold's alone: who gave it, and how you know."
    )
    note = forms.CharField(label="Why, and anything else", widget=forms.Textarea, required=False)

    def __init__(self, *args: Any, asks_memory: bool, asks_word: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_memory:
            del self.fields["memory"], self.fields["knowing"]
        if not asks_word:
            del self.fields["word"]

    def clean(self) -> dict[str, Any]:
        """Evidence is lost knowingly or not at all."""
        data = super().clean() or self.cleaned_data
        if data.get("memory") == NOT_CAPTURED and not data.get("knowing"):
            self.add_error("knowing", "Memory was not captured: capture it first, or tick that you know what is lost")
        return data


class MoveForm(DeskEntryForm):
    """Say how far an order has got. The second means is asked only where it is verified."""

    who = forms.CharField(label="Who says so or did it", max_length=300, help_text="An office rather than a name.")
    at = MomentField(label="When")
    means = forms.CharField(
        label="By what second means was it checked",
        max_length=300,
        required=False,
        help_text="Something that does not trust the first report: a ping from outside that fails, a cable seen out.",
    )
    note = forms.CharField(label="Anything else", widget=forms.Textarea, required=False)

    def __init__(self, *args: Any, asks_means: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_means:
            del self.fields["means"]


@in_incident
def orders(request: OfficerRequest) -> HttpResponse:
    """Every order ever given, what is late about it, and every one that could be given."""
    desk = AtDesk.of(request)
    held = desk.picture.orders
    rows = [_row(desk, each) for each in held.values()]
    rows.sort(key=lambda row: (not row["late"], row["body"] != desk.names.body(desk.officer.body)))
    possible = [_possible(desk, row) for row in desk.estate.actions if not _in_force(held.get(row.action))]
    return table_page(
        request,
        "places/orders.html",
        Table("orders", "Orders given", ORDERS, rows, empty="No order was given yet."),
        Table("possible", "What could be ordered", POSSIBLE, possible, empty="The estate knows of no more."),
        here="systems",
        late=sum(bool(row["late"]) for row in rows),
        beside=beside(desk, "orders"),
    )


@in_incident
def order(request: OfficerRequest, name: str) -> HttpResponse:
    """One order: what it means, how far it has got, and what may be done next."""
    desk = AtDesk.of(request)
    row = _action(desk, name)
    held = desk.picture.orders.get(name)
    terms = terms_of(desk.picture, desk.names, name)
    in_force = _in_force(held)
    return page(
        request,
        "places/order.html",
        here="systems",
        order=row,
        owner=terms.owner,
        ours=row.body == desk.officer.body,
        reach=desk.channels.to_ask(row.body),
        terms=_terms_rows(row, terms),
        services=[
            (desk.names.thing(each), desk.at("service", each), when(at, desk.sight.now), ago(at, desk.sight.now))
            for each, at in sorted(terms.services, key=partial(_people_first, desk))
        ],
        conflict=", ".join(terms.in_conflict),
        power_off=POWER_OFF if terms.loses_memory and not in_force else "",
        in_force=in_force,
        stage=(held.value.stage.value if held else "not given").capitalize(),
        stage_colour=STAGE_COLOURS[held.value.stage if held else Stage.RUNNING],
        standing=_standing(desk, held) if held else (),
        late=late_words(desk.sight, desk.estate, held) if held else "",
        buttons=_buttons(desk, row, held),
        ask=ask_address(desk, row),
        asks=asks_about(desk, name),
        back=desk.at("orders"),
    )


@in_incident
def give(request: OfficerRequest, name: str) -> HttpResponse:
    """Give an order."""
    desk = AtDesk.of(request)
    row = _action(desk, name)
    asks_memory = loses_memory(desk.estate, row)
    form = GiveForm.asked(request, initial={"at": desk.sight.now}, refused=_whose(desk, row), asks_memory=asks_memory,
                          asks_word=needs_word(row, desk.officer))  # fmt: skip
    if form.is_ready():
        data = form.cleaned_data
        answer = desk.write(
            form,
            lambda: give_order(
                desk.record, desk.estate, desk.officer, name, who=data["who"], at=data["at"],
                memory=data.get("memory", ""), note=data["note"], word=data.get("word", ""),
                handling=desk.handling(form),
            ),
            desk.at("order", name),
        )  # fmt: skip
        if answer is not None:
            return answer
    return page(request, "places/order_form.html", here="systems", form=form, title=f"Order: {row.name}",
                warning=POWER_OFF if asks_memory else "", words=_told(row), send="Give the order",
                cancel=desk.at("order", name))  # fmt: skip


@in_incident
def move(request: OfficerRequest, name: str, step: str) -> HttpResponse:
    """Say that an order was acknowledged, verified off or undone."""
    desk = AtDesk.of(request)
    row = _action(desk, name)
    if step not in STEPS:
        raise Http404
    stage, title, act = STEPS[step]
    form = MoveForm.asked(
        request,
        initial={"at": desk.sight.now},
        refused=_whose(desk, row) or refusal(lambda: desk.officer.must(act)),
        asks_means=stage is Stage.VERIFIED,
    )
    if form.is_ready():
        data = form.cleaned_data
        answer = desk.write(
            form,
            lambda: move_order(
                desk.record, desk.estate, desk.officer, name, stage, who=data["who"], at=data["at"],
                means=data.get("means", ""), note=data["note"], handling=desk.handling(form),
            ),
            desk.at("order", name),
        )  # fmt: skip
        if answer is not None:
            return answer
    words = f"How to undo it: {row.undo}." if stage is Stage.REOPENED and row.undo else ""
    warning = _too_early(desk, desk.picture.orders.get(name)) if stage is Stage.VERIFIED else ""
    return page(request, "places/order_form.html", here="systems", form=form, title=f"{title}: {row.name}",
                warning=warning, words=words, send="Save", cancel=desk.at("order", name))  # fmt: skip


def _too_early(desk: AtDesk, held: Stated[Order] | None) -> str:
    """That an order is not to be working yet, by the estate's own time; blank where it may be."""
    row = desk.estate.action_by_id.get(held.value.action) if held else None
    if held is None or row is None or not held.value.stage.is_in_force:
        return ""
    given, now = given_at(desk.sight, held.value), desk.sight.now
    works = works_from(row, given)
    if works <= now:
        return ""
    left = "" if ago(works, now) == "now" else f", {ago(works, now)}"
    return (
        f"It was given at {when(given, now)} ({held.number}), and by the estate it works only from "
        f"{when(works, now)}{left}. Until then what it is to stop can go on. Say verified off only if a second means "
        "has shown it off by now."
    )


def _action(desk: AtDesk, name: str) -> Action:
    row = desk.estate.action_by_id.get(name)
    if row is None:
        raise Http404
    return row


def _whose(desk: AtDesk, row: Action) -> str:
    """Why an order is not this body's to give or move; empty where it is."""
    ours, owner = row.body == desk.officer.body, desk.names.body(row.body)
    return unless(ours, DeskCode.OTHER_BODY, what=f"`{row.name}`", owner=owner, body=desk.officer.body)


def _in_force(held: Stated[Order] | None) -> bool:
    return held is not None and held.value.stage.is_in_force


def _buttons(desk: AtDesk, row: Action, held: Stated[Order] | None) -> list[tuple[str, str]]:
    """What this officer may do next, as (words, address)."""
    if row.body != desk.officer.body:
        return []
    if held is None or not held.value.stage.is_in_force:
        return [("Give this order", desk.at("give_order", row.action))] if desk.officer.may(Act.ORDER) else []
    return [
        (STEPS[step][1], desk.at("move_order", row.action, step))
        for step in NEXT[held.value.stage]
        if desk.officer.may(STEPS[step][2])
    ]


def _row(desk: AtDesk, held: Stated[Order]) -> dict[str, Any]:
    value, now = held.value, desk.sight.now
    row = desk.estate.action_by_id.get(value.action)
    due = lapses(desk.estate, value)
    memory = "memory was not captured" if value.memory == NOT_CAPTURED else ""
    return {
        "name": Cell(desk.names.action(value.action), link=desk.at("order", value.action) if row else "", note=memory),
        "stage": stage_cell(value.stage),
        "late": late_words(desk.sight, desk.estate, held).capitalize(),
        "by": desk.name_of(value.by or held.by),
        "told": value.who,
        "given": Cell(when(value.given, now), order=value.given, note=ago(value.given, now)),
        "at": Cell(when(value.at, now), order=value.at),
        "means": value.means or ("not verified" if value.stage.is_in_force else ""),
        "due": Cell(when(due, now), order=due, note=ago(due, now)) if due else None,
        "body": desk.names.body(row.body) if row else "not in the estate any more",
        "entry": held.number,
    }


def _possible(desk: AtDesk, row: Action) -> dict[str, Any]:
    ours = row.body == desk.officer.body
    owner = desk.names.body(row.body)
    return {
        "name": Cell(row.name, link=desk.at("order", row.action)),
        "whose": f"Ours ({owner})" if ours else f"Ask {owner}",
        "who": row.who or "not said",
        "takes": Cell(_hours(row.takes_microhours), order=row.takes_microhours),
        "evidence": row.evidence or "not said",
    }


def _terms_rows(row: Action, terms: OrderTerms) -> list[tuple[str, str]]:
    touches = (
        ("Isolates", terms.isolates),
        ("Cuts", terms.cuts),
        ("Switches off", terms.stops),
    )
    return [
        ("Whose to order", terms.owner),
        ("Who may order it", row.who or "not said"),
        *((title, "\n".join(names)) for title, names in touches if names),
        ("Works after", _hours(row.takes_microhours)),
        ("Lasts", _hours(row.lasts_microhours)),
        ("How to undo it", row.undo or "not said"),
        ("Evidence lost", row.evidence or "not said"),
        ("Who to tell", row.tell or "nobody named"),
        *([("Note", row.note)] if row.note else []),
    ]


def _standing(desk: AtDesk, held: Stated[Order]) -> list[tuple[str, str]]:
    value, now = held.value, desk.sight.now
    due = lapses(desk.estate, value)
    rows = [
        ("Given", f"{when(value.given, now)}, by {desk.name_of(value.by or held.by)}{_on_word(value.word)}"),
        ("At this stage since", f"{when(value.at, now)}, says {value.who}"),
        ("Verified how", value.means or "not verified by a second means"),
    ]
    if value.memory:
        rows.append(("Memory", value.memory))
    if due:
        rows.append(("Due to lapse", f"{when(due, now)}, {ago(due, now)}"))
    rows += [("Note", value.note)] if value.note else []
    return [*rows, ("Entry", f"{held.number}, {desk.name_of(held.by)}")]


def _people_first(desk: AtDesk, stop: tuple[str, datetime]) -> tuple[object, ...]:
    """What protects people before the rest; of these what cannot be borne for long, and what was vital, first."""
    service = desk.estate.service_by_id[stop[0]]
    return not service.protects.is_people, service.priority, service.mtpd_microhours, stop[1], service.name


def _on_word(word: str) -> str:
    return f", on the word of {word}" if word else ""


def _told(row: Action) -> str:
    said = [
        f"May be ordered by: {row.who}." if row.who else "",
        f"Evidence lost: {row.evidence}." if row.evidence else "",
    ]
    said.append(f"Tell: {row.tell}." if row.tell else "")
    return " ".join(filter(None, said))


def _hours(microhours: int) -> str:
    words = span(timedelta(hours=microhours / MICROHOURS))
    return "at once" if words == "no time" else words
