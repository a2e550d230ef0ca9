"""The channels: what works now, what serves instead, which stop together; one channel; a sheet for the wall.

Law: a channel that nobody has tried is not said to work.
Not here: saying how one was found to be (trying.py), how that is worked out (desk).
"""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpResponse
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from battlebox.desk import Act
from battlebox.desk.picture import Condition, Standing, Together, Works, together
from battlebox.estate import MICROHOURS, pages_elsewhere
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.gds.reached import reached
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.lists import around, beside, neighbours
from battlebox.web.incident.wording import when
from battlebox.web.pages import page
from battlebox.web.publishing.tried import tried_at
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

COLUMNS: Final = (
    Column("name", "Channel"),
    Column("now", "Now", Kind.CHOICE),
    Column("tried", "Tried"),
    Column("model", "The model"),
    Column("audience", "For", Kind.CHOICE),
    Column("kind", "Kind", Kind.CHOICE),
    Column("address", "Number or address"),
    Column("body", "Whose", Kind.CHOICE),
)
COLOURS: Final = {
    Works.WORKS: "green",
    Works.SLOW: "yellow",
    Works.UNTRIED: "grey",
    Works.SINCE: "orange",
    Works.MODELLED: "red",
    Works.DEAD: "red",
}
FOR: Final = {"public": "residents", "staff": "staff", "partner": "partners"}
TRIED: Final = {
    Condition.WORKING: "worked",
    Condition.SLOW: "worked with delays",
    Condition.OUT: "did not work",
    Condition.UNKNOWN: "not known",
}
AUDIENCES: Final = (("public", "Residents"), ("staff", "Our staff"), ("partner", "Partners"))
DEAD_HEADS: Final = ("Channel", "For", "Instead")
TOGETHER_HEADS: Final = ("When this is lost", "these stop", "Within")
WALL_HEADS: Final = ("Channel", "Number or address", "Now", "Tried again: when, by whom, how")


@in_incident
def channels(request: OfficerRequest) -> HttpResponse:
    """Every channel: what works, what does not, what nobody has tried."""
    desk = AtDesk.of(request)
    every, body = tuple(desk.channels.standing.values()), desk.officer.body
    mine = desk.channels.of(body)
    lines = together(desk.used)
    ours = {each.channel.channel for each in mine}
    table = Table("channels", "Channels", COLUMNS, [_row(desk, each) for each in every],
                  empty="The estate has no channels.")  # fmt: skip
    return table_page(
        request,
        "channels/channels.html",
        table,
        here="systems",
        beside=beside(desk, "channels"),
        body=desk.names.body(body),
        counts=_counts(every),
        dead_heads=DEAD_HEADS,
        dead=[_dead(desk, each) for each in mine if each.works.is_dead],
        purposes=_purposes(desk, mine),
        together_heads=TOGETHER_HEADS,
        together=[_together(desk, line) for line in lines if ours.intersection(line.channels)],
        others=[_together(desk, line) for line in lines if not ours.intersection(line.channels)],
        wall=desk.at("channels_wall"),
        publishing=tried_at(desk).words(desk.sight.now),
        public_page=desk.at("publish"),
    )


@in_incident
def channel(request: OfficerRequest, name: str) -> HttpResponse:
    """One channel."""
    desk = AtDesk.of(request)
    each = desk.channels.standing.get(name)
    if each is None:
        raise Http404
    row = each.channel
    lost_with = [line for line in together(desk.used) if name in line.channels]
    return page(
        request,
        "channels/channel.html",
        here="systems",
        channel=row,
        works=each.works.value.capitalize(),
        colour=COLOURS[each.works],
        mark=desk.channels.mark(name, desk.officer.body if desk.officer.body in desk.channels.users[name] else ""),
        differs=each.differs,
        rows=[
            ("Number or address", reached(row.address, desk.channels.mark(name).bare)),
            ("Whose", desk.names.body(row.body)),
            ("Kind", row.kind),
            ("For", FOR[row.audience]),
            ("The model", model_words(desk, each)),
            *([("Note", row.note)] if row.note else []),
            *_publishing(desk, name),
        ],
        why=desk.names.why(each.why),
        seen=tried_lines(desk, name),
        instead=[(_named(desk, one), one.channel.address, one.works.value) for one in desk.channels.instead_of(name)],
        together_heads=TOGETHER_HEADS,
        together=[_together(desk, line) for line in lost_with],
        needed_by=neighbours(desk, name, needed_by=True),
        needs=neighbours(desk, name),
        around=around(desk, name),
        observe=desk.at("observe", name) if desk.officer.may(Act.OBSERVE) else "",
    )


@in_incident
def wall(request: OfficerRequest) -> HttpResponse:
    """What works now, to print and hang up, with room for what the next ones find who try."""
    desk = AtDesk.of(request)
    mine = desk.channels.of(desk.officer.body)
    return page(
        request,
        "channels/wall.html",
        here="systems",
        body=desk.names.body(desk.officer.body),
        at=desk.sight.now,
        heads=WALL_HEADS,
        purposes=[
            (title, [(_named(desk, each), each.channel.address, _now(desk, each), "") for each in fits])
            for key, title in AUDIENCES
            if (fits := [each for each in mine if each.channel.audience == key and not each.works.is_dead])
        ],
        silent=[title for key, title in AUDIENCES if _is_silent(mine, key)],
        dead_heads=DEAD_HEADS,
        dead=[_dead(desk, each) for each in mine if each.works.is_dead],
        back=desk.at("channels"),
    )


def model_words(desk: AtDesk, each: Standing) -> str:
    """What the model says of a channel, whatever was tried."""
    if each.stops is None:
        return "nothing against it"
    when_said = when(each.stops, desk.sight.now)
    return f"stopped since {when_said}" if each.stops <= desk.sight.now else f"stops at {when_said}"


def tried_lines(desk: AtDesk, name: str) -> list[str]:
    """Everything that was said of a channel, in sentences, latest first."""
    now = desk.sight.now
    return [
        f"{when(said.value.since, now)}: {TRIED[said.value.condition]}, says {said.value.seen_by} ({said.number})."
        + (f" {capfirst(said.value.note)}." if said.value.note else "")
        for said in desk.picture.seen.get(name, ())
    ]


def _publishing(desk: AtDesk, name: str) -> list[tuple[str, str]]:
    """For a public page that others carry and on which a fallback of this body rests: when publishing last worked."""
    rests = any(row.body == desk.officer.body for row in pages_elsewhere(desk.estate).get(name, ()))
    return [("Publishing on it", tried_at(desk).words(desk.sight.now))] if rests else []


def _counts(every: tuple[Standing, ...]) -> list[tuple[str, int]]:
    found = [(capfirst(each.value), sum(one.works is each for one in every)) for each in Works]
    return [row for row in found if row[1]]


def _is_silent(mine: tuple[Standing, ...], audience: str) -> bool:
    """Whether there is no channel left for somebody for whom there is one."""
    fits = [each for each in mine if each.channel.audience == audience]
    return bool(fits) and all(each.works.is_dead for each in fits)


def _purposes(desk: AtDesk, mine: tuple[Standing, ...]) -> list[tuple[str, list[str], bool]]:
    """For whom, what may be given out (the surest first), and whether all there is does not work."""
    return [
        (
            title,
            [
                f"{_named(desk, each)} ({each.channel.address}): {_now(desk, each)}"
                for each in mine
                if each.channel.audience == key and not each.works.is_dead
            ],
            _is_silent(mine, key),
        )
        for key, title in AUDIENCES
        if any(each.channel.audience == key for each in mine)
    ]


def _named(desk: AtDesk, each: Standing) -> str:
    return desk.names.thing(each.channel.channel)


def _now(desk: AtDesk, each: Standing) -> str:
    if each.seen is None:
        return each.works.value
    at = when(each.seen.value.since, desk.sight.now)
    if each.works is Works.SINCE:
        return f"it worked at {at}, and was not tried since what it rests on stopped"
    return f"{each.works.value}, {at}, {each.seen.value.seen_by}"


def _dead(desk: AtDesk, each: Standing) -> tuple[Cell, str, str]:
    mark = desk.channels.mark(each.channel.channel, desk.officer.body)
    words: SafeString = reached(_named(desk, each), mark.bare)
    name = Cell(words, link=desk.at("channel", each.channel.channel))
    return name, FOR[each.channel.audience], mark.other


def _together(desk: AtDesk, line: Together) -> tuple[str, str, str]:
    hours = line.after_microhours / MICROHOURS
    return (
        " or ".join(desk.names.thing(name) for name in line.systems),
        ", ".join(desk.names.thing(name) for name in line.channels),
        f"{hours:g} h" if hours else "at once",
    )


def _row(desk: AtDesk, each: Standing) -> dict[str, Any]:
    row, said = each.channel, each.seen
    tried = "Nobody has tried it"
    if said is not None:
        tried = f"{capfirst(TRIED[said.value.condition])}, {when(said.value.since, desk.sight.now)}"
    note = ", ".join(filter(None, [said.value.seen_by, said.value.note])) if said else ""
    mark = desk.channels.mark(row.channel)
    return {
        "name": Cell(row.name, link=desk.at("channel", row.channel), note=each.differs),
        "now": Cell(each.works.value.capitalize(), tag=COLOURS[each.works]),
        "tried": Cell(tried, note=note),
        "model": model_words(desk, each),
        "audience": FOR[row.audience],
        "kind": row.kind,
        "address": Cell(reached(row.address, mark), csv=mark.after(row.address)),
        "body": desk.names.body(row.body),
    }
