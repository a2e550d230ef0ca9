"""Indicators: signs of the attack, which systems they concern, and what they opened again.

Law: who may read an indicator is chosen for each; one that was wrong is taken back and stays.
Not here: which gates it opens (desk.restore).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.http import HttpResponse

from battlebox.desk import Act, DeskCode
from battlebox.desk.gate import Indicator, change_indicator, indicators_of, see_indicator
from battlebox.desk.record import Handling, Stated
from battlebox.marking import Tlp
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import WORDS_MAX
from battlebox.web.gds.ticks import LongTicks
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import PlainForm, entry, seen_or_404
from battlebox.web.incident.said import few_of, seen_by, who_of
from battlebox.web.incident.wording import when
from battlebox.web.moment import MomentField
from battlebox.web.pages import page
from battlebox.web.restoring.beside import beside
from battlebox.web.restoring.gate_words import versions_of
from battlebox.web.rights import unless
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

COLUMNS: Final = (
    Column("what", "What was seen"),
    Column("where", "Where"),
    Column("systems", "Systems it concerns"),
    Column("source", "Who says so"),
    Column("at", "Seen", Kind.TIME),
    Column("label", "Label", Kind.CHOICE),
    Column("state", "Counts", Kind.CHOICE),
    Column("entry", "Entry"),
)
LABELS: Final = [(each.value, each.to_text()) for each in (Tlp.AMBER_STRICT, Tlp.AMBER, Tlp.GREEN)]
_OFFICE: Final = "An office rather than a name."
SYSTEMS_MOST: Final = 3


class IndicatorForm(PlainForm):
    """What was seen, where, which systems it concerns, who says so, and who may read it."""

    what = forms.CharField(
        label="What was seen",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=WORDS_MAX,
        help_text="An address, a file, an account, a habit. Write addresses so that nobody opens them by chance.",
    )
    where = forms.CharField(label="Where", max_length=300, help_text="A machine, a log, a mailbox.")
    systems = forms.MultipleChoiceField(
        label="Which systems it concerns", widget=LongTicks,
        help_text="Gates of these systems that were answered without knowing of it open again.",
    )  # fmt: skip
    source = forms.CharField(label="Who or what says so", max_length=300)
    by = forms.CharField(label="Who saw it", max_length=300, help_text=_OFFICE)
    at = MomentField(label="When it was seen")
    note = forms.CharField(label="Anything else", widget=forms.Textarea(attrs={"rows": 2}), required=False)

    def indicator(self) -> Indicator:
        """What the form says."""
        said = self.cleaned_data
        return Indicator(
            said["what"], said["where"], tuple(said["systems"]), said["source"], said["by"], said["at"], said["note"]
        )


class NewIndicatorForm(IndicatorForm):
    """A new one: how far it travels is chosen with it."""

    tlp = forms.ChoiceField(label="How far it may travel", choices=LABELS, initial=Tlp.AMBER.value)
    partners = forms.MultipleChoiceField(
        label="Which partners may read it", widget=forms.CheckboxSelectMultiple, required=False,
        help_text="Your own body always may. None ticked: nobody else.",
    )  # fmt: skip

    def handling(self, body: str) -> Handling:
        """How far it travels: to one's own body and those that were ticked."""
        partners = frozenset(self.cleaned_data["partners"])
        tlp = Tlp(self.cleaned_data["tlp"]) if partners else Tlp.AMBER_STRICT
        return Handling(tlp, partners | {body} if partners else frozenset())


class ChangeForm(IndicatorForm):
    """What it should say, why, or that it is taken back."""

    why = forms.CharField(label="Why it is written again", max_length=300)
    back = forms.BooleanField(
        label="It was wrong: take it back", required=False,
        help_text="It stays in the record. Gates that it opened count again.",
    )  # fmt: skip


@in_incident
def indicators(request: OfficerRequest) -> HttpResponse:
    """Every indicator that may be seen, the newest first."""
    desk = AtDesk.of(request)
    rows = [_row(desk, thing, said) for thing, said in reversed(list(indicators_of(desk.sight).items()))]
    empty = "Nobody has written one down."
    return table_page(
        request,
        "restoring/indicators.html",
        Table("indicators", "Indicators", COLUMNS, rows, empty=empty, stacked=True),
        here="restore",
        beside=beside(desk, "indicators"),
        new=desk.at("new_indicator") if desk.officer.may(Act.INDICATOR) else "",
    )


@in_incident
def indicator(request: OfficerRequest, name: str) -> HttpResponse:
    """One indicator with every version that stands, and what it said before."""
    desk = AtDesk.of(request)
    said = _said(desk, name)
    told = desk.sight.told(f"indicator/{name}", "seen", Indicator)
    standing = {each.entry for each in said}
    ours = said[0].body == desk.officer.body
    return page(
        request,
        "restoring/indicator.html",
        here="restore",
        beside=beside(desk),
        title=f"Indicator {said[0].number}",
        versions=[_rows(desk, each) for each in said],
        systems=[(desk.names.thing(each), desk.at("gates_of", each)) for each in said[0].value.systems],
        earlier=[f"{each.number}: {each.value.what}" for each in told if each.entry not in standing],
        change=desk.at("change_indicator", name) if ours and desk.officer.may(Act.INDICATOR) else "",
    )


@in_incident
def new(request: OfficerRequest) -> HttpResponse:
    """Write one down."""
    desk = AtDesk.of(request)
    own = desk.officer.body
    partners = sorted(desk.request.incident.bodies - {own})
    asked = request.GET.get("system", "")
    form = NewIndicatorForm.asked(
        request,
        initial={
            "at": desk.sight.now,
            "partners": partners,
            "systems": [asked] if asked in desk.estate.system_by_id else [],
        },
        choices={"systems": _systems(desk), "partners": [(each, desk.body_name(each)) for each in partners]},
    )
    return entry(
        desk,
        form,
        lambda: see_indicator(desk.record, desk.estate, desk.officer, form.indicator(), handling=form.handling(own)),
        desk.at("indicators"),
        then=lambda done: desk.at("indicator", done.thing.partition("/")[2]),
        title="A sign of the attack was seen",
        here="restore",
    )


@in_incident
def change(request: OfficerRequest, name: str) -> HttpResponse:
    """Write what it should say, or take it back."""
    desk = AtDesk.of(request)
    said = _said(desk, name)
    now, seen = said[0].value, [each.entry for each in said]
    owner, body = desk.body_name(said[0].body), desk.body_name(desk.officer.body)
    what, ours = f"indicator {said[0].number}", said[0].body == desk.officer.body
    form = ChangeForm.asked(
        request,
        seen=seen,
        initial={
            "what": now.what, "where": now.where, "systems": list(now.systems), "source": now.source, "by": now.by,
            "at": now.at, "note": now.note, "back": not now.counts,
        },
        refused=unless(ours, DeskCode.NOT_YOURS, what=what, owner=owner, body=body, act="change"),
        choices={"systems": _systems(desk)},
    )  # fmt: skip
    versions = versions_of(desk, "Indicator", said, lambda seen: seen.what)
    if form.is_ready():
        form.overtaken(seen, versions)

    def record() -> Any:
        given = form.cleaned_data
        kept = replace(form.indicator(), taken_back=given["why"] if given["back"] else "")
        thing, over = f"indicator/{name}", frozenset(form.seen_entries)
        return change_indicator(desk.record, desk.estate, desk.officer, thing, kept, why=given["why"], over=over)

    title = f"Write indicator {said[0].number} again"
    return entry(desk, form, record, desk.at("indicator", name), title=title, here="restore")


def _said(desk: AtDesk, name: str) -> tuple[Stated[Indicator], ...]:
    thing = f"indicator/{name}"
    seen_or_404(lambda: desk.sight.need(thing, "seen", Indicator, what="indicator"))
    return desk.sight.stated(thing, "seen", Indicator)


def _systems(desk: AtDesk) -> Iterable[tuple[str, Any]]:
    """Every system, in groups by body, one's own first."""
    groups: dict[str, list[tuple[str, str]]] = {}
    rows = sorted(desk.estate.systems, key=lambda row: (row.body != desk.officer.body, row.body, row.name.casefold()))
    for row in rows:
        groups.setdefault(desk.names.body(row.body), []).append((row.system, row.name))
    return tuple((name, tuple(options)) for name, options in groups.items())


def _state(said: tuple[Stated[Indicator], ...]) -> str:
    if len(said) > 1:
        return "Two versions"
    return "Yes" if said[0].value.counts else "Taken back"


def _row(desk: AtDesk, thing: str, said: tuple[Stated[Indicator], ...]) -> dict[str, Any]:
    first = said[0].value
    names = [desk.names.thing(each) for each in first.systems]
    left = len(names) - SYSTEMS_MOST
    return {
        "what": Cell(first.what.splitlines()[0], link=desk.at("indicator", thing.partition("/")[2])),
        "where": first.where,
        "systems": ", ".join(names[:SYSTEMS_MOST]) + (f" and {left} more" if left > 0 else ""),
        "source": first.source,
        "at": Cell(when(first.at, desk.sight.now), order=first.at),
        "label": said[0].tlp.to_text(),
        "state": _state(said),
        "entry": Cell(said[0].number, link=desk.at("entry", said[0].entry), note=few_of(desk, [said[0].body])),
    }


def _rows(desk: AtDesk, said: Stated[Indicator]) -> list[tuple[str, str]]:
    seen, header = said.value, desk.record.line(said.entry).header
    rows = [
        ("What was seen", seen.what),
        ("Where", seen.where),
        ("Who or what says so", seen.source),
        ("Seen", f"{when(seen.at, desk.sight.now)}, by {seen.by}"),
        ("Anything else", seen.note),
        ("Taken back", seen.taken_back),
        ("Who may read it", seen_by(desk, header.tlp, header.audience, said.body)),
        ("Entry", f"{said.number}, {who_of(desk, said.by, said.body)}"),
    ]
    return [row for row in rows if row[1]]
