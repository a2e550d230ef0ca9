"""Changing the estate while the incident runs: one cell, or another revision, each with a reason and a number.

Law: nothing is half taken: an upload with a mistake leaves everything as it was, and every mistake is shown.
Not here: showing the estate (estate.py), what is sent in (upload.py), the rule of what an officer may (desk).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk import Act
from battlebox.desk.brief import listed
from battlebox.desk.picture import Cell as EstateCell
from battlebox.desk.picture import adopt_estate, cells_of, correct_cell
from battlebox.desk.record import Handling
from battlebox.estate import TABLES, Change, Form, GateKind, RawTables, Way, compare, without_others_people
from battlebox.marking import Tlp
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.estates.estate import beside_estate, cell_of, tables_now
from battlebox.web.estates.upload import BringForm, mistakes_shown, take_in
from battlebox.web.estates_to_choose import KEPT, Offer, chosen, is_shipped, offers
from battlebox.web.forms import DeskForm, Version
from battlebox.web.incident.at_desk import AtDesk, DeskEntryForm
from battlebox.web.incident.wording import when
from battlebox.web.pages import page
from battlebox.web.records import installation
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

_REVISIONS: Final = (Column("title", "Estate"), Column("source", "Where from"), Column("now", "In use", Kind.CHOICE))
_CHANGES: Final = (
    Column("table", "Table", Kind.CHOICE),
    Column("row", "Row"),
    Column("way", "What became of it", Kind.CHOICE),
    Column("column", "Column"),
    Column("before", "In use now"),
    Column("after", "In the other"),
)


class CellForm(DeskEntryForm):
    """What a cell says instead, and how that is known."""

    value = forms.CharField(label="It says instead", required=False, strip=True, max_length=10_000)
    why = forms.CharField(label="How you know", max_length=1000)


class AdoptForm(DeskForm):
    """Why the incident goes over to another estate."""

    why = forms.CharField(label="Why this one, from now on", max_length=1000)


@in_incident
def estate_correct(request: OfficerRequest, name: str, row: str, column: str) -> HttpResponse:
    """Correct one cell."""
    desk = AtDesk.of(request)
    old = cell_of(tables_now(desk), name, row, column)
    form_of = TABLES[name].column(column) if name in TABLES else None
    if old is None or form_of is None or column == TABLES[name].key:
        raise Http404
    place = (name, row, column)
    said = [each for each in cells_of(desk.sight) if (each.value.table, each.value.row, each.value.column) == place]
    now = [each.entry for each in said]
    form = CellForm.asked(request, seen=now, initial={"value": old})
    if form_of.words or form_of.form is Form.FLAG:
        words = form_of.words or ("y", "n")
        many = "Any of these, with ; between" if form_of.form is Form.WORDS else "One of"
        form.fields["value"].help_text = f"{many}: {', '.join(words)}."
    versions = [
        Version("It says", each.value.value or "blank", form["value"].value() or "blank", desk.name_of(each.by),
                when(each.at, desk.sight.now))
        for each in said
    ]  # fmt: skip
    if form.is_ready() and not form.overtaken(now, versions):
        cell = EstateCell(name, row, column, form.cleaned_data["value"], form.cleaned_data["why"])
        shelf = installation().shelf
        answer = desk.write(
            form, lambda: correct_cell(desk.record, desk.officer, shelf, cell, handling=desk.handling(form)),
            desk.at("estate_row", name, row),
        )  # fmt: skip
        if answer is not None:
            return answer
    about = f"It says {old or 'nothing'} now. The column is: {form_of.help}. The old words stay in the record."
    return page(request, "places/form.html", here="estate", form=form, title=f"Correct {column} of {row}",
                words=about, cancel=desk.at("estate_row", name, row))  # fmt: skip


@in_incident
def estate_revisions(request: OfficerRequest) -> HttpResponse:
    """The estates that this desk has, each to be compared with the one in use, and adopted."""
    desk = AtDesk.of(request)
    used = desk.used.digest if desk.has_estate else ""
    rows = [
        {
            "title": Cell(offer.title, link=desk.at("estate_revision", offer.key)),
            "source": offer.source,
            "now": "in use" if _is(offer, used) else "no",
        }
        for offer in offers(desk.officer.body)
    ]
    table = Table("revisions", "Estates on this desk", _REVISIONS, rows,
                  empty="No estate here has your body in it. Bring one in.")  # fmt: skip
    return table_page(
        request, "places/estate_revisions.html", table, here="estate", beside=beside_estate(desk, "estate_revisions"),
        bring=desk.at("estate_bring") if desk.officer.may(Act.ESTATE) else "",
    )  # fmt: skip


def _is(offer: Offer, digest: str) -> bool:
    return bool(digest) and offer.digest == digest


@in_incident
def estate_revision(request: OfficerRequest, key: str) -> HttpResponse:
    """One estate beside the one in use, and adopting it with a reason."""
    desk = AtDesk.of(request)
    body = desk.officer.body
    offer = next((each for each in offers(body) if each.key == key), None)
    picked = chosen(key, body)
    if offer is None or picked is None:
        raise Http404
    form = AdoptForm.asked(request)
    if form.is_ready():
        # The estate is for whoever may ever join, so that they need not be given it again.
        handling = Handling(Tlp.AMBER, frozenset(desk.record.standing.orgs))
        answer = desk.write(
            form,
            lambda: adopt_estate(
                desk.record, desk.officer, installation().shelf, picked.raw,
                source=picked.source, why=form.cleaned_data["why"], handling=handling,
            ),
            desk.at("estate"),
        )  # fmt: skip
        if answer is not None:
            return answer
    changes = _changes(desk, picked.raw)
    return table_page(
        request,
        "places/estate_revision.html",
        _compared(changes),
        here="estate",
        status=422 if form.is_bound else 200,
        form=form,
        title=offer.title,
        source=offer.source,
        beside=beside_estate(desk, ""),
        example=is_shipped(offer.digest),
        has_estate=desk.has_estate,
        gates=_gates_lost(desk, changes),
        in_use=_is(offer, desk.used.digest if desk.has_estate else ""),
        back=desk.at("estate_revisions"),
    )


def _gates_lost(desk: AtDesk, changes: Iterable[Change]) -> list[str]:
    """Gates of a council's own that the other estate does not have, each with the systems that wait for it."""
    if not desk.has_estate:
        return []
    gone = {each.row for each in changes if each.table == "gates" and each.way is Way.GONE}
    lost = {row.key: row for row in desk.estate.gates if row.kind is GateKind.OTHER and row.gate in gone}
    found: dict[str, list[str]] = {key: [] for key in lost}
    for row in desk.gates if lost else ():
        for each in row.gates:
            if each.gate.key in found:
                found[each.gate.key].append(desk.names.thing(row.system.system))
    return [
        f"The gate {lost[key].name or key} falls away{f': without it may go live {listed(of, 12)}' if of else ''}."
        for key, of in found.items()
    ]


def _changes(desk: AtDesk, other: RawTables) -> tuple[Change, ...]:
    before = tables_now(desk) if desk.has_estate else RawTables({})
    return compare(before, without_others_people(other, desk.officer.body))


def _compared(changes: Iterable[Change]) -> Table:
    rows = [
        {
            "table": each.table,
            "row": each.row,
            "way": each.way.value,
            "column": each.column,
            "before": each.before,
            "after": each.after,
        }
        for each in changes
    ]
    return Table("changes", "What is different", _CHANGES, rows, empty="Nothing is different: they say the same.")


@in_incident
def estate_bring(request: OfficerRequest) -> HttpResponse:
    """Bring in an estate: it is checked and kept on this desk; adopting it is the next step."""
    desk = AtDesk.of(request)
    form = BringForm.asked(request)
    taken = take_in(request, form, desk.officer, lambda digest: desk.at("estate_revision", f"{KEPT}{digest}"))
    if isinstance(taken, HttpResponse):
        return taken
    return page(
        request, "places/estate_bring.html", here="estate", form=form, beside=beside_estate(desk, "estate_bring"),
        cancel=desk.at("estate"), **mistakes_shown(taken),
    )  # fmt: skip
