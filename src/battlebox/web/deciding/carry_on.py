"""After a decision: the body's own orders to give and partners to ask, one tick each, each an entry of its own.

Law: an order is the body's own; what is another's is asked for; nothing is ticked beforehand.
Not here: the decision (decisions.py), how far an order got (systems).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk import Act, DeskError, Officer, Role
from battlebox.desk.brief import ask_words, orders_of, without_orders
from battlebox.desk.command import ELSE, Ask, advice_of, asks_of, carry_on, decided, proposed
from battlebox.desk.command import Decided as DecidedOn
from battlebox.desk.picture import CAPTURED, NOT_CAPTURED, loses_memory, needs_word, order_of
from battlebox.estate import Action
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk, DeskEntryForm
from battlebox.web.pages import page

_MEMORY: Final = (
    ("", "Not said yet"),
    (CAPTURED, "Yes, memory was captured"),
    (NOT_CAPTURED, "No: what is in it will be lost"),
)


@dataclass(frozen=True, slots=True)
class ToAsk:
    """What a partner is still to be asked for: an order of the estate, or in words where the estate holds none."""

    of: str
    name: str
    what: str
    action: str
    who: str
    channel: str

    @property
    def key(self) -> str:
        """What its fields are called by."""
        return self.action or f"body:{self.of}"


@dataclass(frozen=True, slots=True)
class ToDo:
    """What is left of a decision: own orders, asks, and whether the estate lacks an order of our own for it."""

    own: tuple[Action, ...] = ()
    asks: tuple[ToAsk, ...] = ()
    lacks_own: bool = False

    def __bool__(self) -> bool:
        return bool(self.own or self.asks)

    def of(self, officer: Officer) -> ToDo:
        """What of it this officer may do."""
        own = self.own if officer.may(Act.ORDER) else ()
        return ToDo(own, self.asks if officer.may(Act.ASK) else (), self.lacks_own)


class CarryOnForm(DeskEntryForm):
    """For each order who was told; for each ask whom was rung, and how."""

    def __init__(
        self, *args: Any, to_do: ToDo, power_off: frozenset[str], golds: frozenset[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.own, self.asks, self.power_off, self.golds = to_do.own, to_do.asks, power_off, golds
        for row in self.own:
            self.fields[f"give:{row.action}"] = forms.BooleanField(label=f"Give this order: {row.name}", required=False)
            self.fields[f"who:{row.action}"] = forms.CharField(
                label=f"Who was told to do it: {row.name}", required=False, max_length=300,
                help_text=f"May be ordered by: {row.who}." if row.who else "",
            )  # fmt: skip
            if row.action in self.golds:
                self.fields[f"word:{row.action}"] = forms.CharField(
                    label=f"On whose word: {row.name}", required=False, max_length=300,
                    help_text="It is Gold's alone, and the decision is not Gold's: who gave it, and how you know.",
                )  # fmt: skip
            if row.action in self.power_off:
                self.fields[f"memory:{row.action}"] = forms.ChoiceField(
                    label=f"Was memory captured first: {row.name}", required=False, choices=_MEMORY,
                    help_text="This switches systems off: what is in their memory is gone, and with it evidence.",
                )  # fmt: skip
        for ask in self.asks:
            self.fields[f"ask:{ask.key}"] = forms.BooleanField(label=f"Asked {ask.name}: {ask.what}", required=False)
            self.fields[f"rang:{ask.key}"] = forms.CharField(
                label=f"Whom you rang: {ask.what}", initial=ask.who, required=False, max_length=300,
                help_text="Their office, never a name.",
            )  # fmt: skip
            self.fields[f"by:{ask.key}"] = forms.CharField(
                label=f"On which channel: {ask.what}", initial=ask.channel, required=False, max_length=300
            )
        self.order_fields([name for name in self.fields if name != "share"])

    def clean(self) -> dict[str, Any]:
        """What was ticked on a page that is older than the record is told, and not passed over."""
        data = dict(super().clean() or {})
        for name in self.data:
            if name.startswith(("give:", "ask:")) and name not in self.fields:
                self.add_error(
                    None,
                    "Something you ticked was recorded meanwhile, on another page or by somebody else. What is left "
                    "stands below: check it and send it again.",
                )
                break
        for row in self.own:
            if data.get(f"give:{row.action}") and not data.get(f"who:{row.action}"):
                self.add_error(f"who:{row.action}", "Write who was told to do it; an office is enough")
            if row.action in self.golds and data.get(f"give:{row.action}") and not data.get(f"word:{row.action}"):
                self.add_error(f"word:{row.action}", "Write on whose word, since this order is Gold's alone")
        return data

    def orders(self) -> tuple[tuple[str, str, str, str], ...]:
        """The orders to give, with who was told, whether memory was captured, and on whose word; blank if not asked."""
        data = self.cleaned_data
        return tuple(
            (
                row.action,
                data[f"who:{row.action}"],
                data.get(f"memory:{row.action}", ""),
                data.get(f"word:{row.action}", ""),
            )
            for row in self.own
            if data[f"give:{row.action}"]
        )

    def ticked(self, desk: AtDesk, why: str, decision: str) -> tuple[Ask, ...]:
        """The asks to write down."""
        data, now = self.cleaned_data, desk.sight.now
        return tuple(
            Ask(ask.of, ask.what, why, data[f"rang:{ask.key}"], data[f"by:{ask.key}"], now, ask.action,
                decision=decision)
            for ask in self.asks
            if data[f"ask:{ask.key}"]
        )  # fmt: skip


@in_incident
def go_on(request: OfficerRequest, name: str) -> HttpResponse:
    """Give the orders of a decision, and write down what partners were asked."""
    desk = AtDesk.of(request)
    found = decision_named(desk, name)
    back = desk.at("decision", name)
    if found.says.body != desk.officer.body:
        raise Http404
    whole = to_do(desk, found)
    # What is sent all the same is refused by the desk, with the sentence that says who may.
    left = whole if request.method == "POST" else whole.of(desk.officer)
    power_off = frozenset(row.action for row in left.own if loses_memory(desk.estate, row))
    is_golds = found.says.value.role is Role.STRATEGIC
    golds = frozenset(row.action for row in left.own if needs_word(row, desk.officer) and not is_golds)
    form = CarryOnForm.asked(request, to_do=left, power_off=power_off, golds=golds)
    if form.is_ready():
        answer = desk.write(
            form,
            lambda: carry_on(
                desk.record, desk.estate, desk.officer, found.says.entry, orders=form.orders(),
                asks=form.ticked(desk, found.says.value.why, found.says.entry), handling=desk.handling(form),
            ),
            back,
        )  # fmt: skip
        if answer is not None:
            return answer
    return page(request, "places/carry_on.html", here="contain", form=form, number=found.number, cancel=back,
                anything=bool(left), nothing=not whole, lacks_own=left.lacks_own,
                may_order=left.own == whole.own, may_ask=left.asks == whole.asks)  # fmt: skip


def decision_named(desk: AtDesk, name: str) -> DecidedOn:
    """A decision by the last part of its id; 404 where it may not be seen."""
    try:
        return decided(desk.sight, f"decision/{name}")
    except DeskError as wrong:
        raise Http404 from wrong


def to_do(desk: AtDesk, found: DecidedOn) -> ToDo:
    """Own orders that are not in force, and what was not asked on this decision, with a channel that should work."""
    names = _chosen(desk, found)
    if not (names and desk.has_estate):
        return ToDo()
    asked = {
        (each.asked.value.of, each.asked.value.action)
        for each in asks_of(desk.sight)
        if each.asked.value.decision == found.says.entry
    }
    rows, missing = orders_of(desk.estate, names), without_orders(desk.estate, names)
    return ToDo(
        own=tuple(row for row in rows if row.body == desk.officer.body and not _is_given(desk, row, found)),
        asks=tuple(ask for ask in _asks(desk, rows, missing) if (ask.of, ask.action) not in asked),
        lacks_own=desk.officer.body in missing,
    )


def _chosen(desk: AtDesk, found: DecidedOn) -> tuple[str, ...]:
    """The actions that a decision chose: of its figures, or of the proposal it took up."""
    says = found.says.value
    if says.chosen == ELSE:
        return ()
    try:
        if says.advice and (choice := advice_of(desk.sight, says.advice).value.choice(says.chosen)):
            return choice.actions
        return proposed(desk.sight, says.proposal).says.value.actions if says.proposal else ()
    except DeskError:
        # What it rests on may be kept from this reader; the decision itself is not.
        return ()


def _asks(desk: AtDesk, rows: tuple[Action, ...], missing: tuple[str, ...]) -> Iterator[ToAsk]:
    names = desk.names
    for row in rows:
        if row.body != desk.officer.body and not _stands(desk, row):
            yield ToAsk(row.body, names.body(row.body), row.name, row.action, row.who or "", _channel(desk, row.body))
    for body in missing:
        if body != desk.officer.body:
            yield ToAsk(body, names.body(body), ask_words(desk.estate, body), "", "", _channel(desk, body))


def _stands(desk: AtDesk, row: Action) -> bool:
    order = order_of(desk.sight, row.action)
    return order is not None and order.value.stage.is_in_force


def _is_given(desk: AtDesk, row: Action, found: DecidedOn) -> bool:
    """Whether an order is in force, or was given on this decision and undone since: that is not still to do."""
    order = order_of(desk.sight, row.action)
    return order is not None and (order.value.stage.is_in_force or order.value.decision == found.says.entry)


def _channel(desk: AtDesk, body: str) -> str:
    """A channel of theirs that is not known to be dead, the phone first."""
    found = desk.channels.to_ask(body)
    return found.channel.name if found else ""
