"""Restore: the order of return that the body follows; asking for one; adopting it by a decision.

Law: one's own body's order alone; what partners bring back is waited for, with its day or with whom to ask.
Not here: what a page shows of an order (showing.py), work (work.py), a slip (again.py).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk import Act
from battlebox.desk.command import adopt_order, someone_named
from battlebox.desk.restore import (
    ALL_PARTS,
    DEAREST,
    Apart,
    OrderShown,
    Outset,
    OutSince,
    Part,
    asked_of_partners,
    followed,
    out_now,
    parts_of,
    promises_of,
    work_of,
)
from battlebox.engine import EngineError
from battlebox.engine.restore import refuse_size
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.deciding.decide import LATE
from battlebox.web.deciding.decide_forms import DecisionForm, fresh
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.jobs import job_of
from battlebox.web.incident.wording import when
from battlebox.web.models import Job
from battlebox.web.pages import page
from battlebox.web.restoring.beside import beside
from battlebox.web.restoring.jobs import MOVED_ON, NEW, ask_order, order_of
from battlebox.web.restoring.minding import minded
from battlebox.web.restoring.passed import back_now, passed_now
from battlebox.web.restoring.showing import order_table, order_words
from battlebox.web.restoring.waiting import waiting
from battlebox.web.rights import sentence
from battlebox.web.saving import Recorded, saved
from battlebox.web.tables import table_page

SINGLY_MOST: Final = 200
"""So many systems can be ticked one by one; of more, one chooses by the services that need them."""
RECENT: Final = 5
SECONDS: Final = (("5", "5 seconds"), ("20", "20 seconds"), ("60", "a minute"), ("0", "none: the plain rules alone"))
_ASKED: Final = "The order stands on this page as soon as it is worked out."


class OutsetForm(DeskForm):
    """Which systems are to be brought back, and how long may be searched."""

    seconds = forms.ChoiceField(label="How long it may look for a better order", choices=SECONDS, initial="20")

    def __init__(
        self, *args: Any, out: tuple[tuple[str, str], ...], parts: tuple[Part, ...] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parts = {part.key: part for part in parts}
        if parts:
            self.fields["part"] = forms.ChoiceField(
                label="What is to be brought back",
                choices=[(part.key, _part_words(part)) for part in parts],
                initial=next((part.key for part in parts if part.fits), ALL_PARTS),
                widget=forms.RadioSelect,
                help_text="With everything that is out and that these services wait for. Plan the rest after them.",
            )
            self.order_fields(["part"])
        if 0 < len(out) <= SINGLY_MOST:
            self.fields["systems"] = forms.MultipleChoiceField(
                label="What is to be brought back",
                choices=out,
                widget=forms.CheckboxSelectMultiple,
                help_text="Something is missing? Say on its own page that it is out.",
            )
            self.order_fields(["systems"])

    def clean_part(self) -> str:
        """The part; one that is too large for one order is said at once, before anybody waits for it."""
        key = str(self.cleaned_data["part"])
        try:
            refuse_size(self.parts[key].operations)
        except EngineError as wrong:
            raise forms.ValidationError(sentence(wrong)) from wrong
        return key

    def chosen(self, ours: Collection[str]) -> frozenset[str]:
        """Which of our systems are to be brought back."""
        if self.parts:
            return self.parts[self.cleaned_data["part"]].systems
        return frozenset(self.cleaned_data.get("systems") or ours)


def _part_words(part: Part) -> str:
    systems = f"{len(part.systems):,} system{'s' * (len(part.systems) != 1)}"
    if part.key == ALL_PARTS:
        words = f"All {systems} that are out"
    elif part.key == DEAREST:
        services = f"{part.services:,} service{'s need' if part.services != 1 else ' needs'}"
        words = f"What the {services} of which an hour out costs most: {systems}"
    else:
        words = f"What services of {part.key} need{'' if part.key == 'P1' else ', and of those before it'}: {systems}"
    return words if part.fits else f"{words} (too many for one order)"


@in_incident
def restore(request: OfficerRequest) -> HttpResponse:
    """The order that is followed, or the way to one."""
    desk = AtDesk.of(request)
    if not desk.has_estate:
        return page(request, "restoring/none.html", here="restore", has_estate=False, beside=beside(desk, "restore"))
    stands = followed(desk.sight, desk.officer.body)
    if stands is None:
        return page(request, "restoring/none.html", here="restore", has_estate=True, beside=beside(desk, "restore"),
                    ask=desk.at("restore_ask"), recent=_recent(desk))  # fmt: skip
    work, now = work_of(desk.sight), desk.sight.now
    passed = frozenset(stands.value.outset.passed)
    board = desk.gates
    turns, back = {turn.system for turn in stands.value.turns}, back_now(board, desk.picture)
    answered = frozenset(passed_now(desk.sight, desk.picture, board, turns))
    return table_page(
        request, "restoring/followed.html", order_table(desk, stands.value, work, is_followed=True, back=back),
        here="restore",
        beside=beside(desk, "restore"), number=stands.number, entry=desk.at("entry", stands.entry),
        at=when(stands.at, now), by=desk.name_of(stands.by),
        is_old_estate=not stands.value.outset.is_of(desk.used),
        is_quicker=bool(answered - passed), is_undone=bool(passed - answered),
        ask=desk.at("restore_ask"), again=desk.at("restore_again"), may_replan=desk.officer.may(Act.REPLAN),
        recent=_recent(desk), **order_words(desk, stands.value, work, is_followed=True, back=back),
        **minded(desk, board, stands.value, work),
    )  # fmt: skip


@in_incident
def ask(request: OfficerRequest) -> HttpResponse:
    """What is out as the record says it, and the question for an order."""
    desk = AtDesk.of(request)
    body = desk.officer.body
    board = desk.gates
    back = back_now(board, desk.picture)
    out = tuple(row for row in out_now(desk.sight, desk.picture) if row.system not in back)
    ours = [row for row in out if desk.estate.system_by_id[row.system].body == body]
    theirs = asked_of_partners(desk.picture, out, body)
    promised = {row.system: row for row in promises_of(desk.sight, desk.estate, body)}
    choices = tuple((row.system, f"{desk.names.any(row.system)}: {row.why}") for row in ours)
    names = [row.system for row in ours]
    parts = parts_of(desk.picture, body, names) if len(ours) > SINGLY_MOST else ()
    form = OutsetForm.asked(request, out=choices, parts=parts, initial={"systems": names})
    if form.is_ready() and not ours:
        form.add_error(None, "None of our systems is out, so there is nothing to bring back.")
    if form.is_ready() and ours:
        chosen = form.chosen(names)
        outset = Outset(
            desk.used.digest,
            body,
            desk.sight.now,
            tuple(row for row in out if row.system in chosen or row in theirs),
            tuple(promised[row.system] for row in theirs if row.system in promised),
            seconds=int(form.cleaned_data["seconds"]),
            cells=len(desk.used.cells),
            passed=passed_now(desk.sight, desk.picture, board, {row.system for row in ours}),
            apart=Apart.of(row for row in ours if row.system not in chosen),
        )
        return saved(
            request, form, lambda: Recorded("", desk.at("restore_answer", ask_order(desk, outset).pk)), asked=_ASKED
        )
    return page(request, "restoring/ask.html", here="restore", form=form, ours=len(ours), cancel=desk.at("restore"),
                theirs=[_theirs(desk, row, promised) for row in theirs])  # fmt: skip


def _theirs(desk: AtDesk, row: OutSince, promised: dict[str, Any]) -> tuple[str, str, str, str]:
    """A partner's system that is out: its name, whose it is, when it is back, and where that is written down."""
    body = desk.body_name(desk.estate.system_by_id[row.system].body)
    said = promised.get(row.system)
    words = f"back {when(said.at, desk.sight.now)}, says {said.who}" if said else f"nobody has said when: ask {body}"
    link = desk.at("restore_promise", row.system) if desk.officer.may(Act.ASK) else ""
    return desk.names.any(row.system), body, words, link


@in_incident
def answer(request: OfficerRequest, job: str) -> HttpResponse:
    """An order that was asked for: how far it is, then what it is, then the way to adopt it."""
    desk, found = AtDesk.of(request), job_of(request, job, NEW)
    context, shown = _answer(desk, found), order_of(found)
    if shown is None:
        return page(request, "restoring/answer.html", here="restore", **context)
    return table_page(request, "restoring/answer.html", order_table(desk, shown, {}, is_followed=False),
                      here="restore", **context)  # fmt: skip


@in_incident
def adopt(request: OfficerRequest, job: str) -> HttpResponse:
    """Decide to follow an order that is on the screen; the whole of it goes into the decision's entry."""
    desk, found = AtDesk.of(request), job_of(request, job, NEW)
    shown = order_of(found)
    if shown is None:
        raise Http404
    start = fresh(desk.sight, None) | {"what": _what(desk, shown)}
    refused = "" if shown.outset.is_of(desk.used) else MOVED_ON
    form = DecisionForm.asked(request, shown=None, refused=refused, initial=start)
    if form.is_ready():
        decision = form.decision()
        if decision.lacks_reason(desk.sight.now):
            form.add_error("late", LATE)
        else:
            maker = someone_named(desk.sight, form.cleaned_data["maker"])
            done = desk.write(
                form,
                lambda: adopt_order(desk.record, desk.officer, shown, decision, maker, handling=desk.handling(form)),
                desk.at("restore"),
            )
            if done is not None:
                return done
    return page(request, "places/decide.html", here="restore", form=form, shown=None,
                cancel=desk.at("restore_answer", found.pk))  # fmt: skip


def _answer(desk: AtDesk, job: Job) -> dict[str, Any]:
    shown = order_of(job)
    context = waiting(desk, job, "restore_answer", "restore_ask") | {"shown": shown}
    if shown is None:
        return context
    return (
        context
        | order_words(desk, shown, {}, is_followed=False)
        | minded(desk, desk.gates, shown, {})
        | {
            "is_old_estate": not shown.outset.is_of(desk.used),
            "adopt": desk.at("restore_adopt", job.pk),
            "may_adopt": desk.officer.may(Act.RECORD_DECISION),
            "is_closed": desk.is_closed,
            "at": when(shown.outset.origin, desk.sight.now),
        }
    )


def _recent(desk: AtDesk) -> list[tuple[str, str, str]]:
    rows = Job.objects.filter(owner=desk.request.officer, kind=NEW, incident=desk.record.incident,
                              body=desk.officer.body).order_by("-made_at")[:RECENT]  # fmt: skip
    return [(when(each.made_at, desk.sight.now), each.get_state_display(), desk.at("restore_answer", each.pk))
            for each in rows]  # fmt: skip


def _what(desk: AtDesk, shown: OrderShown) -> str:
    """The order in a sentence, for the decision: how many systems, the first of them, when the last service is back."""
    first = ", ".join(desk.names.any(row.system) for row in shown.turns[:3])
    last = max((row.microhours for row in shown.services), default=0)
    count = len(shown.turns)
    return (
        f"Bring {count} system{'' if count == 1 else 's'} back in the order worked out at "
        f"{when(shown.outset.origin, desk.sight.now)}: first {first}; "
        f"the last service is back {when(shown.at(last), desk.sight.now)}"
    )
