"""What is believed of systems, ways in and bodies: saying it, and the lists of ways in and of bodies.

Law: unknown does not mean unaffected; no sign found always says how far was looked.
Not here: containment (deciding/orders.py), the list of systems (systems.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk import Act, is_machine
from battlebox.desk.picture import (
    Belief,
    Chance,
    Subject,
    Suspicion,
    beliefs_of,
    spoken_of,
    state_suspicion,
)
from battlebox.desk.reconnect import links_between
from battlebox.desk.record import Stated
from battlebox.estate import Path
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import Version
from battlebox.web.incident.at_desk import AtDesk, DeskEntryForm
from battlebox.web.incident.colours import STAGE_COLOURS, SUSPICION_COLOURS, stage_cell
from battlebox.web.incident.lists import beside
from battlebox.web.incident.wording import when
from battlebox.web.moment import MomentField
from battlebox.web.pages import page
from battlebox.web.tables import Cell, Column, Kind, Row, Table, table_page, whole_time

PAGES: Final = {Subject.SYSTEM: "system", Subject.PATH: "path", Subject.BODY: "body"}
PATHS: Final = (
    Column("name", "From"),
    Column("target", "To"),
    Column("kind", "Kind", Kind.CHOICE),
    Column("suspicion", "Suspicion", Kind.CHOICE),
    Column("said", "Said"),
    Column("containment", "Containment", Kind.CHOICE),
    Column("owner", "Who can cut it", Kind.CHOICE),
)
BODIES: Final = (
    Column("name", "Body"),
    Column("suspicion", "Suspicion", Kind.CHOICE),
    Column("said", "Said"),
    Column("systems", "Systems it hosts", Kind.NUMBER),
    Column("confirmed", "Confirmed hit", Kind.NUMBER),
    Column("suspected", "Suspected", Kind.NUMBER),
    Column("kind", "Kind", Kind.CHOICE),
)


class SuspicionForm(DeskEntryForm):
    """What is believed, who says so, as of when."""

    state = forms.ChoiceField(
        label="What is believed",
        choices=[(each.value, each.value.capitalize()) for each in Suspicion],
        widget=forms.RadioSelect,
    )
    source = forms.CharField(label="Who or what says so", max_length=300)
    as_of = MomentField(label="As of when")
    checked = forms.CharField(
        label="How far was it checked",
        max_length=300,
        required=False,
        help_text="Needed for `no sign found`: what was looked at, and with what.",
    )
    chance = forms.ChoiceField(
        label="If suspected, how likely",
        choices=[(each.value, each.value.capitalize()) for each in Chance],
        initial=Chance.MEDIUM.value,
        required=False,
    )
    since = MomentField(label="Compromised since", required=False)
    note = forms.CharField(label="Anything else", widget=forms.Textarea, required=False)

    def belief(self) -> Belief:
        """What the form says."""
        data = self.cleaned_data
        return Belief(
            Suspicion(data["state"]),
            data["as_of"],
            data["source"],
            checked=data["checked"],
            chance=Chance(data["chance"] or Chance.MEDIUM),
            since=data["since"],
            note=data["note"],
        )


@in_incident
def suspect(request: OfficerRequest, name: str, subject: Subject = Subject.SYSTEM) -> HttpResponse:
    """Say what is believed of one system, way in or body."""
    desk = AtDesk.of(request)
    title = _title(desk, subject, name)
    now = beliefs_of(desk.sight, subject, name)
    back = desk.at(PAGES[subject], name)
    form = SuspicionForm.asked(
        request,
        seen=[each.entry for each in now],
        initial={"state": Suspicion.SUSPECTED.value, "as_of": desk.sight.now},
    )
    if form.is_ready() and not form.overtaken([each.entry for each in now], [_version(desk, each) for each in now]):
        answer = desk.write(
            form,
            lambda: state_suspicion(
                desk.record, desk.estate, desk.officer, subject, name, form.belief(),
                handling=desk.handling(form), over=frozenset(form.seen_entries),
            ),
            back,
        )  # fmt: skip
        if answer is not None:
            return answer
    return page(request, "places/form.html", here="systems", form=form, title=f"What is believed of {title}",
                cancel=back)  # fmt: skip


@in_incident
def paths(request: OfficerRequest) -> HttpResponse:
    """Every way by which an attacker could go from one system to another."""
    desk = AtDesk.of(request)
    said = spoken_of(desk.sight, Subject.PATH)
    makes = _path_cells(desk, said)
    rows = [Row(each, makes) for each in desk.estate.paths]
    table = Table(
        "paths", "Ways in", PATHS, rows, empty="The estate knows of no ways from one system to another.",
        dressed=lambda row: {**row, "name": Cell(row["name"], link=desk.at("path", row["id"]))},
    )  # fmt: skip
    return table_page(
        request, "places/paths.html", table, here="systems", unknown=len(rows) - len(said), beside=beside(desk, "paths")
    )


@in_incident
def path(request: OfficerRequest, name: str) -> HttpResponse:
    """One way in."""
    desk = AtDesk.of(request)
    row = desk.estate.path_by_id.get(name)
    if row is None:
        raise Http404
    rows = [
        ("From", desk.names.thing(row.origin), "See it", desk.at("system", row.origin)),
        ("To", desk.names.thing(row.target), "See it", desk.at("system", row.target)),
        ("Both ways", "yes" if row.both_ways else "no"),
        ("Kind", row.kind.value),
        ("Who can cut it", desk.names.body(row.owner or "") or "not said"),
        *([("Note", row.note)] if row.note else []),
        *_link_row(desk, row),
    ]
    return _believed(desk, Subject.PATH, name, rows)


def _link_row(desk: AtDesk, row: Path) -> list[tuple[str, ...]]:
    """Where a way in between two bodies has a page of its own: who has assured what, and whether it may be opened."""
    ends = {desk.estate.system_by_id[name].body for name in (row.origin, row.target)}
    if len(ends) == 1:
        return []
    words = " and ".join(sorted(desk.names.body(body) for body in ends))
    return [("A link between", words, "Assurance, and opening it again", desk.at("link", row.path))]


@in_incident
def bodies(request: OfficerRequest) -> HttpResponse:
    """Every body, and what is believed of it as a whole."""
    desk = AtDesk.of(request)
    said = spoken_of(desk.sight, Subject.BODY)
    states = {name: _worst(each) for name, each in spoken_of(desk.sight, Subject.SYSTEM).items()}
    rows = []
    for body in desk.estate.bodies:
        hosted = [each.system for each in desk.estate.systems if each.body == body.body]
        versions = said.get(body.body, ())
        rows.append({
            "name": Cell(body.name, link=desk.at("body", body.body)),
            "suspicion": suspicion_cell(versions),
            "said": said_cell(desk, versions),
            "systems": len(hosted),
            "confirmed": sum(states.get(each) is Suspicion.CONFIRMED for each in hosted),
            "suspected": sum(states.get(each) is Suspicion.SUSPECTED for each in hosted),
            "kind": body.kind.value,
        })  # fmt: skip
    table = Table("bodies", "Bodies", BODIES, rows)
    return table_page(
        request, "places/bodies.html", table, here="systems", unknown=len(rows) - len(said),
        beside=beside(desk, "bodies"),
    )  # fmt: skip


@in_incident
def body(request: OfficerRequest, name: str) -> HttpResponse:
    """One body as a whole."""
    desk = AtDesk.of(request)
    row = desk.estate.body_by_id.get(name)
    if row is None:
        raise Http404
    hosted = [each for each in desk.estate.systems if each.body == name]
    given = [each for each in desk.estate.services if each.body == name]
    here = f"{desk.at('systems')}?systems-is-body={row.name}"
    rows = [
        ("Kind", row.kind.value),
        ("Systems it hosts", str(len(hosted)), "See them", here),
        ("Services it gives", str(len(given)), "See them", f"{desk.at('services')}?services-is-body={row.name}"),
        (
            "Links to other bodies",
            str(len(links_between(desk.estate, name))),
            "See them",
            f"{desk.at('links')}?links-words={row.name}",
        ),
        *([("Note", row.note)] if row.note else []),
    ]
    return _believed(desk, Subject.BODY, name, rows)


def _believed(desk: AtDesk, subject: Subject, name: str, rows: list[tuple[str, ...]]) -> HttpResponse:
    stage, order = desk.picture.stage(name), desk.picture.held.get(name)
    return page(
        desk.request,
        "places/believed.html",
        here="systems",
        title=_title(desk, subject, name),
        rows=rows,
        beliefs=belief_rows(desk, subject, name),
        stage="" if subject is Subject.BODY else stage.value,
        stage_colour=STAGE_COLOURS[stage],
        order=desk.names.action(order.value.action) if order else "",
        order_address=desk.at("order", order.value.action) if order else "",
        suspect=desk.at(f"suspect_{subject.value}", name) if desk.officer.may(Act.SUSPECT) else "",
    )


def belief_rows(desk: AtDesk, subject: Subject, name: str) -> list[dict[str, object]]:
    """Every version of what is believed of a thing, ready for the page."""
    return [_belief_rows(desk, version) for version in beliefs_of(desk.sight, subject, name)]


_UNSPOKEN: Final = Cell(Suspicion.UNKNOWN.value.capitalize(), tag=SUSPICION_COLOURS[Suspicion.UNKNOWN])


def suspicion_cell(versions: tuple[Stated[Belief], ...]) -> Cell:
    """The state in words; several versions are said to be several."""
    if not versions:
        return _UNSPOKEN
    states = list(dict.fromkeys(version.value.state for version in versions))
    words = states[0].value.capitalize() if len(states) == 1 else "Two versions: " + " / ".join(states)
    return Cell(words, tag=SUSPICION_COLOURS[states[0]])


def said_cell(desk: AtDesk, versions: tuple[Stated[Belief], ...]) -> Cell:
    """Who says so, as of when, and whether that is old."""
    if not versions:
        return Cell("Nobody has said anything")
    latest = versions[0].value
    old = "Old: look again" if latest.is_old(desk.sight.now) else ""
    return Cell(
        f"{latest.source}, {when(latest.as_of, desk.sight.now)}",
        order=latest.as_of,
        note=old,
        csv=f"{latest.source}, {whole_time(latest.as_of)}",
    )


def _path_cells(desk: AtDesk, said: Mapping[str, tuple[Stated[Belief], ...]]) -> Mapping[str, Callable[[Path], Any]]:
    """How each cell of a way in is made."""
    names = desk.names
    return {
        "id": lambda row: row.path,
        "name": lambda row: names.thing(row.origin),
        "target": lambda row: Cell(names.thing(row.target), note="and back" if row.both_ways else ""),
        "kind": lambda row: row.kind.value,
        "suspicion": lambda row: suspicion_cell(said.get(row.path, ())),
        "said": lambda row: said_cell(desk, said.get(row.path, ())),
        "containment": lambda row: stage_cell(desk.picture.stage(row.path)),
        "owner": lambda row: names.body(row.owner) if row.owner else "not said",
    }


def _title(desk: AtDesk, subject: Subject, name: str) -> str:
    tables: dict[Subject, Any] = {
        Subject.SYSTEM: desk.estate.system_by_id,
        Subject.PATH: desk.estate.path_by_id,
        Subject.BODY: desk.estate.body_by_id,
    }
    if name not in tables[subject]:
        raise Http404
    return desk.names.any(name)


def _worst(versions: tuple[Stated[Belief], ...]) -> Suspicion:
    return min((each.value.state for each in versions), key=list(Suspicion).index, default=Suspicion.UNKNOWN)


def _belief_rows(desk: AtDesk, version: Stated[Belief]) -> dict[str, object]:
    belief, now = version.value, desk.sight.now
    rows = [
        ("Said by", belief.source),
        ("As of", when(belief.as_of, now)),
        ("Checked", belief.checked or "not said"),
    ]
    if belief.state is Suspicion.SUSPECTED:
        rows.append(("How likely", belief.chance.value))
    if belief.since:
        rows.append(("Compromised since", when(belief.since, now)))
    if belief.note:
        rows.append(("Note", belief.note))
    if is_machine(version.by):
        rows.append(("Checked by", "Nobody. A machine said so: an officer has yet to confirm it"))
    rows.append(("Entry", f"{version.number}, {desk.name_of(version.by)}"))
    return {
        "state": belief.state.value.capitalize(),
        "colour": SUSPICION_COLOURS[belief.state],
        "old": belief.is_old(now),
        "rows": rows,
    }


def _version(desk: AtDesk, version: Stated[Belief]) -> Version:
    theirs = f"{version.value.state.value}, says {version.value.source}"
    by, at = desk.name_of(version.by), when(version.at, desk.sight.now)
    return Version("What is believed", theirs, "what you wrote below", by, at)
