"""How systems, services and channels were seen to be; and the channels with what is known of each.

Law: a channel that nobody has seen is not said to work.
Not here: what follows for services (desk).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk import Act
from battlebox.desk.picture import Cause, Condition, Observation, observe
from battlebox.desk.record import Stated
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import Version
from battlebox.web.moment import MomentField
from battlebox.web.pages import page
from battlebox.web.places.at_desk import AtDesk, DeskEntryForm
from battlebox.web.places.lists import address_of, around, beside, neighbours
from battlebox.web.places.wording import when
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

CHANNELS: Final = (
    Column("name", "Channel"),
    Column("now", "Now", Kind.CHOICE),
    Column("seen", "Seen"),
    Column("kind", "Kind", Kind.CHOICE),
    Column("audience", "For", Kind.CHOICE),
    Column("address", "Address"),
    Column("body", "Whose", Kind.CHOICE),
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
def seen(request: OfficerRequest, name: str) -> HttpResponse:
    """Say how a system, service or channel was seen to be."""
    desk = AtDesk.of(request)
    thing = desk.estate.thing_by_id.get(name)
    if thing is None:
        raise Http404
    back = address_of(desk, name)
    said = desk.picture.seen.get(name, ())
    now = [each.entry for each in said]
    form = SeenForm.asked(request, seen=now, initial={"condition": Condition.OUT.value, "since": desk.sight.now})
    if form.is_ready() and not form.overtaken(now, [_version(desk, each) for each in said]):
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
    place = "services" if name in desk.estate.service_by_id else "systems"
    return page(request, "places/form.html", here=place, form=form, title=f"How {thing.name} was seen to be",
                cancel=back)  # fmt: skip


@in_incident
def channels(request: OfficerRequest) -> HttpResponse:
    """Every channel, and whether it is known to be up."""
    desk = AtDesk.of(request)
    rows = [_row(desk, each) for each in desk.estate.channels]
    table = Table("channels", "Channels", CHANNELS, rows, empty="The estate has no channels.")
    return table_page(request, "places/channels.html", table, here="systems", beside=beside(desk, "channels"))


@in_incident
def channel(request: OfficerRequest, name: str) -> HttpResponse:
    """One channel."""
    desk = AtDesk.of(request)
    row = desk.estate.channel_by_id.get(name)
    if row is None:
        raise Http404
    stop = desk.picture.stops.get(name)
    return page(
        request,
        "places/channel.html",
        here="systems",
        channel=row,
        rows=[
            ("Whose", desk.names.body(row.body)),
            ("Kind", row.kind),
            ("For", row.audience),
            ("Address", row.address),
            *([("Note", row.note)] if row.note else []),
        ],
        now=state_words(desk, name),
        why=desk.names.why(stop.why) if stop else (),
        seen=seen_lines(desk, name),
        needed_by=neighbours(desk, name, needed_by=True),
        needs=neighbours(desk, name),
        around=around(desk, name),
        observe=desk.at("observe", name) if desk.officer.may(Act.OBSERVE) else "",
    )


def state_words(desk: AtDesk, name: str) -> str:
    """`Out`, as seen or as the model has it; or that it was seen to work; or that nobody looked."""
    said = desk.picture.seen.get(name)
    if said:
        return f"Seen: {said[0].value.condition.value}"
    return "Out, as the model has it" if desk.picture.is_out(name) else "Not known to be out"


def seen_lines(desk: AtDesk, name: str) -> list[str]:
    """What was seen of a thing, in sentences, latest first."""
    now = desk.sight.now
    said = ((each.value, each.number) for each in desk.picture.seen.get(name, ()))
    return [
        f"Seen {seen.condition.value} since {when(seen.since, now)} by {seen.seen_by} ({number})."
        for seen, number in said
    ]


def _row(desk: AtDesk, row: Any) -> dict[str, Any]:
    said = desk.picture.seen.get(row.channel, ())
    now = state_words(desk, row.channel)
    seen_by = said[0].value.seen_by if said else "Nobody has looked"
    return {
        "name": Cell(row.name, link=desk.at("channel", row.channel)),
        "now": Cell(now, tag="red" if desk.picture.is_out(row.channel) else "grey"),
        "seen": Cell(seen_by, note=when(said[0].value.since, desk.sight.now) if said else ""),
        "kind": row.kind,
        "audience": row.audience,
        "address": row.address,
        "body": desk.names.body(row.body),
    }


def _version(desk: AtDesk, version: Stated[Observation]) -> Version:
    theirs = f"{version.value.condition.value}, seen by {version.value.seen_by}"
    by, at = desk.name_of(version.by), when(version.at, desk.sight.now)
    return Version("How it was seen to be", theirs, "what you wrote below", by, at)
