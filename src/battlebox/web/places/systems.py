"""Systems: what is suspected of each and how far it is contained, apart; and what is known of one, with its neighbours.

Law: an order is not an effect, a suspicion is not a fact, and the page never mixes them.
Not here: choosing what to cut (contain.py).
"""

from __future__ import annotations

from typing import Final

from django import forms
from django.http import Http404, HttpResponse
from django.utils import timezone

from battlebox.desk import (
    Belief,
    Cause,
    Chance,
    Condition,
    Observation,
    Stage,
    Stated,
    Subject,
    Suspicion,
    beliefs_of,
    observe,
    spoken_of,
    state_suspicion,
)
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import Version
from battlebox.web.moment import MomentField
from battlebox.web.pages import page
from battlebox.web.places.at_desk import AtDesk, DeskEntryForm
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

SUSPICION_COLOURS: Final = {
    Suspicion.CONFIRMED: "red",
    Suspicion.SUSPECTED: "orange",
    Suspicion.UNKNOWN: "grey",
    Suspicion.CLEAR: "green",
}
STAGE_COLOURS: Final = {
    Stage.RUNNING: "grey",
    Stage.ORDERED: "yellow",
    Stage.ACKNOWLEDGED: "light-blue",
    Stage.VERIFIED: "blue",
    Stage.REOPENED: "purple",
}
COLUMNS: Final = (
    Column("name", "System"),
    Column("body", "Hosted by", Kind.CHOICE),
    Column("suspicion", "Suspicion", Kind.CHOICE),
    Column("said", "Said"),
    Column("containment", "Containment", Kind.CHOICE),
    Column("now", "Now", Kind.CHOICE),
    Column("services", "Services on it", Kind.NUMBER),
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


class SeenForm(DeskEntryForm):
    """How it was seen to be."""

    condition = forms.ChoiceField(
        label="How is it",
        choices=[(each.value, each.value.capitalize()) for each in Condition],
        widget=forms.RadioSelect,
    )
    since = MomentField(label="Since when")
    seen_by = forms.CharField(label="Who saw it", max_length=300)
    cause = forms.ChoiceField(
        label="From what cause",
        choices=[(each.value, each.value.capitalize()) for each in Cause],
        initial=Cause.UNKNOWN.value,
    )
    note = forms.CharField(label="Anything else", widget=forms.Textarea, required=False)

    def observation(self) -> Observation:
        """What the form says."""
        data = self.cleaned_data
        return Observation(
            Condition(data["condition"]), data["since"], data["seen_by"], Cause(data["cause"]), data["note"]
        )


@in_incident
def systems(request: OfficerRequest) -> HttpResponse:
    """Every system, with suspicion and containment side by side."""
    desk = AtDesk.of(request)
    said = spoken_of(desk.sight, Subject.SYSTEM)
    on_it: dict[str, int] = {}
    for need in desk.estate.needs:
        if need.of in desk.estate.service_by_id:
            on_it[need.on] = on_it.get(need.on, 0) + 1
    rows = []
    for system in desk.estate.systems:
        versions = said.get(system.system, ())
        state = versions[0].value.state if versions else Suspicion.UNKNOWN
        stage = desk.picture.stage(system.system)
        rows.append(
            {
                "name": Cell(system.name, link=desk.at("system", system.system)),
                "body": desk.estate.body_by_id[system.body].name,
                "suspicion": Cell(_state_words(versions), tag=SUSPICION_COLOURS[state]),
                "said": _said(desk, versions),
                "containment": Cell(stage.value.capitalize(), tag=STAGE_COLOURS[stage]),
                "now": "Out" if desk.picture.is_out(system.system) else "Not known to be out",
                "services": on_it.get(system.system, 0),
            }
        )
    table = Table("systems", "Systems", COLUMNS, rows, empty="The estate has no systems.")
    return table_page(request, "places/systems.html", table, here="systems", unknown=len(rows) - len(said))


@in_incident
def system(request: OfficerRequest, name: str) -> HttpResponse:
    """One system: what is believed, what was ordered, what was seen, what needs it and what it needs."""
    desk = AtDesk.of(request)
    row = desk.estate.system_by_id.get(name)
    if row is None:
        raise Http404
    picture = desk.picture
    order = picture.held.get(name)
    return page(
        request,
        "places/system.html",
        here="systems",
        system=row,
        body=desk.estate.body_by_id[row.body],
        beliefs=[_belief_rows(desk, version) for version in beliefs_of(desk.sight, Subject.SYSTEM, name)],
        order=order,
        stage=picture.stage(name),
        stage_colour=STAGE_COLOURS[picture.stage(name)],
        stop=picture.stops.get(name),
        is_out=picture.is_out(name),
        seen=picture.seen.get(name, ()),
        needs=[_neighbour(desk, need.on) for need in desk.estate.needs if need.of == name],
        needed_by=[_neighbour(desk, need.of) for need in desk.estate.needs if need.on == name],
        paths=[each for each in desk.estate.paths if name in (each.origin, each.target)],
        suspect=desk.at("suspect", name),
        observe=desk.at("observe", name),
    )


@in_incident
def suspect(request: OfficerRequest, name: str) -> HttpResponse:
    """Say what is believed of one system."""
    desk = AtDesk.of(request)
    row = desk.estate.system_by_id.get(name)
    if row is None:
        raise Http404
    now = beliefs_of(desk.sight, Subject.SYSTEM, name)
    form = SuspicionForm.asked(
        request,
        seen=[each.entry for each in now],
        initial={"state": Suspicion.SUSPECTED.value, "as_of": desk.sight.now},
    )
    if form.is_ready() and not form.overtaken([each.entry for each in now], [_version(desk, each) for each in now]):
        answer = desk.write(
            form,
            lambda: state_suspicion(
                desk.record,
                desk.estate,
                desk.officer,
                Subject.SYSTEM,
                name,
                form.belief(),
                handling=desk.handling(form),
                over=frozenset(form.seen_entries),
            ),
            desk.at("system", name),
        )
        if answer is not None:
            return answer
    return page(request, "places/form.html", here="systems", form=form, title=f"What is believed of {row.name}",
                cancel=desk.at("system", name))  # fmt: skip


@in_incident
def seen(request: OfficerRequest, name: str) -> HttpResponse:
    """Say how a system, service or channel was seen to be."""
    desk = AtDesk.of(request)
    thing = desk.estate.thing_by_id.get(name)
    if thing is None:
        raise Http404
    back = desk.at("service", name) if name in desk.estate.service_by_id else desk.at("system", name)
    said = desk.picture.seen.get(name, ())
    form = SeenForm.asked(
        request, seen=[each.entry for each in said], initial={"condition": Condition.OUT.value, "since": desk.sight.now}
    )
    if form.is_ready():
        answer = desk.write(
            form,
            lambda: observe(
                desk.record, desk.estate, desk.officer, name, form.observation(),
                handling=desk.handling(form), over=frozenset(form.seen_entries),
            ),
            back,
        )  # fmt: skip
        if answer is not None:
            return answer
    return page(request, "places/form.html", here="systems", form=form, title=f"How {thing.name} was seen to be",
                cancel=back)  # fmt: skip


def _state_words(versions: tuple[Stated[Belief], ...]) -> str:
    """The state in words; several versions are said to be several."""
    if not versions:
        return Suspicion.UNKNOWN.value.capitalize()
    states = list(dict.fromkeys(version.value.state.value for version in versions))
    return states[0].capitalize() if len(states) == 1 else "Two versions: " + " / ".join(states)


def _said(desk: AtDesk, versions: tuple[Stated[Belief], ...]) -> Cell:
    if not versions:
        return Cell("Nobody has said anything")
    latest = versions[0]
    when = timezone.localtime(latest.value.as_of).strftime("%d %b %H:%M")
    old = latest.value.is_old(desk.sight.now)
    return Cell(f"{latest.value.source}, {when}", order=latest.value.as_of, note="Old: look again" if old else "")


def _belief_rows(desk: AtDesk, version: Stated[Belief]) -> dict[str, object]:
    belief = version.value
    rows = [
        ("Said by", belief.source),
        ("As of", timezone.localtime(belief.as_of).strftime("%d %B %Y, %H:%M")),
        ("Checked", belief.checked or "not said"),
    ]
    if belief.state is Suspicion.SUSPECTED:
        rows.append(("How likely", belief.chance.value))
    if belief.since:
        rows.append(("Compromised since", timezone.localtime(belief.since).strftime("%d %B %Y, %H:%M")))
    if belief.note:
        rows.append(("Note", belief.note))
    rows.append(("Entry", f"{version.number}, {desk.sight.name_of(version.by)}"))
    return {
        "state": belief.state.value.capitalize(),
        "colour": SUSPICION_COLOURS[belief.state],
        "old": belief.is_old(desk.sight.now),
        "rows": rows,
    }


def _version(desk: AtDesk, version: Stated[Belief]) -> Version:
    when = timezone.localtime(version.at).strftime("%H:%M")
    theirs = f"{version.value.state.value}, says {version.value.source}"
    return Version("What is believed", theirs, "what you wrote below", desk.sight.name_of(version.by), when)


def _neighbour(desk: AtDesk, name: str) -> dict[str, object]:
    bare = name.removeprefix("fallback:")
    thing = desk.estate.thing_by_id[bare]
    words = f"the fallback of {thing.name}" if bare != name else thing.name
    route = "service" if bare in desk.estate.service_by_id else "system" if bare in desk.estate.system_by_id else ""
    out = desk.picture.is_out(bare)
    return {"name": words, "body": desk.estate.body_by_id[thing.body].name, "out": out,
            "address": desk.at(route, bare) if route else ""}  # fmt: skip
