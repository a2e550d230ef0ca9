"""After a decision: the body's own orders to give and partners to ask, one tick each, each an entry of its own.

Law: an order is the body's own; what is another's is asked for; nothing is ticked beforehand.
Not here: the decision (decisions.py), how far an order got (systems).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk import Act, DeskError
from battlebox.desk.command import Ask, advice_of, asks_of, carry_on, decided, proposed
from battlebox.desk.command import Decided as DecidedOn
from battlebox.desk.picture import CAPTURED, NOT_CAPTURED, loses_memory, order_of
from battlebox.estate import Action
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.pages import page
from battlebox.web.places.at_desk import AtDesk, DeskEntryForm

_MEMORY: Final = (
    ("", "Not said yet"),
    (CAPTURED, "Yes, memory was captured"),
    (NOT_CAPTURED, "No: what is in it will be lost"),
)
_PREFERRED: Final = ("phone", "radio", "desk", "chat", "mail")


class CarryOnForm(DeskEntryForm):
    """For each order who was told; for each ask whom was rung, and how."""

    def __init__(
        self, *args: Any, own: tuple[Action, ...], asks: tuple[tuple[Action, str, str], ...],
        power_off: frozenset[str], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.own, self.asks, self.power_off = own, asks, power_off
        for row in own:
            self.fields[f"give:{row.action}"] = forms.BooleanField(label=f"Give this order: {row.name}", required=False)
            self.fields[f"who:{row.action}"] = forms.CharField(
                label=f"Who was told: {row.name}", initial=row.who or "", required=False, max_length=300
            )
            if row.action in self.power_off:
                self.fields[f"memory:{row.action}"] = forms.ChoiceField(
                    label=f"Was memory captured first: {row.name}", required=False, choices=_MEMORY,
                    help_text="This switches systems off: what is in their memory is gone, and with it evidence.",
                )  # fmt: skip
        for row, body, channel in asks:
            self.fields[f"ask:{row.action}"] = forms.BooleanField(label=f"Asked {body}: {row.name}", required=False)
            self.fields[f"rang:{row.action}"] = forms.CharField(
                label=f"Whom you rang: {row.name}", initial=row.who or "", required=False, max_length=300,
                help_text="Their office, never a name.",
            )  # fmt: skip
            self.fields[f"by:{row.action}"] = forms.CharField(
                label=f"On which channel: {row.name}", initial=channel, required=False, max_length=300
            )
        self.order_fields([name for name in self.fields if name != "share"])

    def orders(self) -> tuple[tuple[str, str, str], ...]:
        """The orders to give, with who was told, and whether memory was captured where that is asked."""
        data = self.cleaned_data
        return tuple(
            (row.action, data[f"who:{row.action}"], data.get(f"memory:{row.action}", ""))
            for row in self.own
            if data[f"give:{row.action}"]
        )

    def ticked(self, desk: AtDesk, why: str, decision: str) -> tuple[Ask, ...]:
        """The asks to write down."""
        data, now = self.cleaned_data, desk.sight.now
        return tuple(
            Ask(row.body, row.name, why, data[f"rang:{row.action}"], data[f"by:{row.action}"], now, row.action,
                decision=decision)
            for row, _, _ in self.asks
            if data[f"ask:{row.action}"]
        )  # fmt: skip


@in_incident
def go_on(request: OfficerRequest, name: str) -> HttpResponse:
    """Give the orders of a decision, and write down what partners were asked."""
    desk = AtDesk.of(request)
    found = decision_named(desk, name)
    back = desk.at("decision", name)
    own, asks = to_do(desk, found)
    if found.says.body != desk.officer.body:
        raise Http404
    anything = bool(own or asks)
    # Only what this officer may do is asked: a liaison officer asks partners and orders nothing.
    own = own if desk.officer.may(Act.ORDER) else ()
    asks = asks if desk.officer.may(Act.ASK) else ()
    power_off = frozenset(row.action for row in own if loses_memory(desk.estate, row))
    form = CarryOnForm.asked(request, own=own, asks=asks, power_off=power_off)
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
                anything=anything, may_order=desk.officer.may(Act.ORDER))  # fmt: skip


def decision_named(desk: AtDesk, name: str) -> DecidedOn:
    """A decision by the last part of its id; 404 where it may not be seen."""
    try:
        return decided(desk.sight, f"decision/{name}")
    except DeskError as wrong:
        raise Http404 from wrong


def actions_of(desk: AtDesk, found: DecidedOn) -> tuple[Action, ...]:
    """The estate's actions that a decision chose: of its figures, or of the proposal it took up."""
    says = found.says.value
    names: tuple[str, ...] = ()
    try:
        if says.advice and (choice := advice_of(desk.sight, says.advice).value.choice(says.chosen)):
            names = choice.actions
        elif says.proposal:
            names = proposed(desk.sight, says.proposal).says.value.actions
    except DeskError:
        # What it rests on may be kept from this reader; the decision itself is not.
        names = ()
    rows = desk.estate.action_by_id if desk.has_estate else {}
    return tuple(rows[name] for name in names if name in rows)


def to_do(desk: AtDesk, found: DecidedOn) -> tuple[tuple[Action, ...], tuple[tuple[Action, str, str], ...]]:
    """Own orders that are not in force, and what was not asked on this decision, with the body and a channel."""
    rows = actions_of(desk, found)
    asked = {each.asked.value.action for each in asks_of(desk.sight) if each.asked.value.decision == found.says.entry}
    own = tuple(row for row in rows if row.body == desk.officer.body and not _stands(desk, row))
    asks = tuple(
        (row, desk.estate.body_by_id[row.body].name, _channel(desk, row.body))
        for row in rows
        if row.body != desk.officer.body and row.action not in asked
    )
    return own, asks


def _stands(desk: AtDesk, row: Action) -> bool:
    order = order_of(desk.sight, row.action)
    return order is not None and order.value.stage.is_in_force


def _channel(desk: AtDesk, body: str) -> str:
    """A channel of theirs that is not known to be out, the phone first."""
    rows = [row for row in desk.estate.channels if row.body == body and row.kind in _PREFERRED]
    rows.sort(key=lambda row: _PREFERRED.index(row.kind))
    return next((row.name for row in rows if not desk.picture.is_out(row.channel)), "")
