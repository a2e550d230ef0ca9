"""The printed pack: what a body needs on paper when the network is off, from its estate, in the order of the night.

Law: where the estate names nobody there is a line to write on; an example is never printed as a council's own.
Not here: blank forms (pack_forms.py), the layout (share).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from battlebox.desk.brief.saying import LONDON, plain
from battlebox.desk.command.contacts import Call, Contact, contact_tree, in_short, partners_of
from battlebox.desk.command.pack_forms import RING_HEADS, RING_WIDTHS, blank_parts, card_pages, form_parts, not_to_touch
from battlebox.desk.command.pack_page import Block, Fill, Grid, Pack, PackCheckpoint, PackPart
from battlebox.desk.picture.channel import Channels
from battlebox.desk.picture.containment import loses_memory, touched
from battlebox.desk.picture.naming import capital
from battlebox.estate import MICROHOURS, Action, Channel, Estate, Service, hours_text
from battlebox.journal import Checkpoint, qr_svg

REPLACE_AFTER: Final = timedelta(days=90)
"""After how long a printed pack is replaced (a working value: numbers and rotas change within a season)."""
EXAMPLE: Final = (
    "EXAMPLE. This estate is an illustration: its figures are working values and not the council's own. "
    "Do not act on them."
)
_DAY_H: Final = 24
_FEW: Final = 20


def pack_of(
    estate: Estate,
    digest: str,
    *,
    at: datetime,
    body: str = "",
    corrections: int = 0,
    checkpoint: Checkpoint | None = None,
    channels: Channels | None = None,
) -> Pack:
    """The pack of one body, or of all of them with `body` blank. Nothing is left out for want of a name.

    `channels` are as they are now, in an incident: what does not work is said beside its number.
    """
    bodies = (body,) if body else tuple(row.body for row in estate.bodies)
    corrected = f", with {corrections} corrected cell{'s' if corrections != 1 else ''}" if corrections else ""
    parts = (
        *(_call_page(estate, each, channels) for each in _with_services(estate, bodies)),
        *card_pages(),
        _services(estate, bodies),
        *_actions(estate, body, bodies),
        _channels(estate, bodies, channels),
        _clocks(estate, bodies),
        *form_parts(),
    )
    whose = _name(estate, body) if body else f"All {len(bodies)} bodies of the estate"
    return Pack(
        title="The printed pack",
        whose=whose,
        at=_when(at),
        facts=(
            ("What this is", "What to do, whom to ring and what stops when, for a night without the network"),
            ("Printed", _when(at)),
            ("From the estate", f"{estate.title}, {digest[:12]}{corrected}"),
            ("The estate is as of", _when(estate.as_of) if estate.as_of else "not said"),
            ("Destroy or replace by", _day(at + REPLACE_AFTER)),
            ("Handle as", "it names people and says how to cut systems off: locked away, handed on by hand only"),
        ),
        warnings=(EXAMPLE,) if estate.illustrative else (),
        foot=f"{'EXAMPLE. ' if estate.illustrative else ''}Estate {digest[:12]}, printed {_day(at)}, "
        f"replace by {_day(at + REPLACE_AFTER)}",
        parts=parts,
        checkpoint=_printed(checkpoint) if checkpoint is not None else None,
    )


def blank_pack(at: datetime) -> Pack:
    """What can be printed with no preparation at all."""
    return Pack(
        title="Blank pages for the first night",
        whose="For any body",
        at=_when(at),
        facts=(
            ("What this is", "Pages to write on when nothing was prepared: log, roles, contacts, calls, METHANE"),
            ("Printed", _when(at)),
            ("From the estate", "none: every name and number is written in by hand"),
            ("Destroy or replace by", "once filled in they are part of the record: keep them all, the spoilt ones too"),
        ),
        warnings=(),
        foot=f"Blank pages, printed {_day(at)}",
        parts=blank_parts(),
    )


def _call_page(estate: Estate, body: str, now: Channels | None) -> PackPart:
    """Whom one body rings, in order; what not to touch; what to talk on."""
    rows = tuple(_ring(call, body, now) for call in contact_tree(estate, body))
    blank = sum(not row[2] for row in rows)
    says = (
        [f"The estate knows no number for {blank} of these {len(rows)}: write it in before the day."] if blank else []
    )
    dead = now.dead if now else frozenset[str]()
    apart = [
        row
        for row in estate.channels
        if row.body == body and not _needs_of(estate, row.channel) and row.channel not in dead
    ]
    talk = tuple(f"{row.name} ({row.kind}, for {row.audience}): {plain(row.address)}" for row in apart)
    return PackPart(
        f"02:40: {_name(estate, body)}",
        (
            Block(
                "1. Write down first",
                fill=(Fill("Time now, who rang, from which number"), Fill("What they saw, in their own words", 2)),
            ),
            not_to_touch("2"),
            Block("3. Ring, in this order", tuple(says), grid=Grid(RING_HEADS, RING_WIDTHS, rows, blanks=1, row_mm=8)),
            Block(
                "4. Talk on",
                ("Channels that need none of the systems in the estate. Not our own mail, chat or desk phones.",),
                points=talk,
                fill=(Fill("Agreed channel, and who is on it; next check at"),),
            ),
        ),
        wide=True,
    )


def _ring(call: Call, body: str, now: Channels | None) -> tuple[str, ...]:
    second = call.deputies[0] if call.deputies else None
    return (
        str(call.place),
        _contact(call.first),
        _numbers(call.first, body, now),
        _contact(second) if second else "",
        _numbers(second, body, now) if second else "",
        capital(in_short(call.why)),
    )


def _services(estate: Estate, bodies: tuple[str, ...]) -> PackPart:
    """Services by time to harm, those that protect people first."""
    rows = sorted(
        (row for row in estate.services if row.body in bodies),
        key=lambda row: (not row.protects.is_people, row.mtpd_microhours, row.rto_microhours),
    )
    heads = (
        "service",
        "back in",
        "grave from",
        "a day",
        "fallback, and who gives it",
        "lasts",
        "staff",
        "tried",
        "who",
    )
    widths = (2.4, 0.85, 0.95, 0.85, 3.0, 1.1, 0.6, 1.15, 1.9)
    groups = (
        ("They protect life, safety, liberty or shelter", True),
        ("The others", False),
    )
    says = (
        "In the order in which it hurts. Both times count from when it stops.",
        '"Back in": it should be working again (RTO). "Grave from": the harm can no longer be borne (MTPD).',
        '"A day": people served, and the share who are vulnerable.',
    )
    blocks = [Block(says=says)]
    for title, is_people in groups:
        kept = tuple(_service(estate, row, many=len(bodies) > 1) for row in rows if row.protects.is_people is is_people)
        blocks.append(Block(title, grid=Grid(heads, widths, kept, empty="The estate has none.")))
    return PackPart("Services, by time to harm", tuple(blocks), wide=True)


def _service(estate: Estate, row: Service, *, many: bool) -> tuple[str, ...]:
    fallback, lasts, staff, tried = "none that can be counted on", "", "", ""
    if row.has_fallback:
        fallback = plain(row.fallback or "not described")
        share = f"gives {round((row.fallback_share or 0) * 100)} of 100"
        start = f"; after {_hours(row.fallback_start_microhours)}" if row.fallback_start_microhours else ""
        fallback = f"{capital(fallback)}; {share}{start}"
        lasts = _hours(row.fallback_microhours or 0)
        staff = "?" if row.fallback_staff is None else f"{row.fallback_staff:g}"
        tried = f"{row.fallback_tested_on:%d %b %Y}" if row.fallback_tested_on else "never"
    name = f"{row.name}, {_name(estate, row.body)}" if many else row.name
    who = "; deputy: ".join(filter(None, (row.owner, row.deputy)))
    people = f"{row.people:.0f}" if row.people >= _FEW else f"{row.people:g}"
    return (
        f"{name} ({row.priority.value}, {row.protects.value})",
        _hours(row.rto_microhours),
        _hours(row.mtpd_microhours),
        f"{people}; {round(row.vulnerable * 100)}%",
        fallback,
        lasts,
        staff,
        tried,
        who,
    )


def _actions(estate: Estate, body: str, bodies: tuple[str, ...]) -> tuple[PackPart, ...]:
    """Orders: what each body may order itself, and what one body must ask its partners for."""
    ours = [row for row in estate.actions if row.body in bodies]
    heads = ("order", "who may give it", "takes", "how it is undone", "evidence lost", "tell first", "given at, by")
    widths = (2.6, 1.6, 0.7, 2.0, 2.0, 1.8, 1.2)
    says = ("An order is not an effect: it counts only when it was verified off by a second means.",)
    rows = tuple(_action(estate, row, many=not body) for row in ours)
    grid = Grid(
        heads, widths, rows, empty="The estate has no order of its own: whoever runs the systems must be asked."
    )
    parts = [PackPart("What may be ordered", (Block(says=says, grid=grid),), wide=True)]
    if body:
        asks = tuple(
            (row.name, _name(estate, row.body), plain(row.who or ""), plain(row.undo or ""), "")
            for row in _to_ask(estate, body)
        )
        asking = Grid(
            ("what it is", "whose it is to order", "who gives it there", "how it is undone", "asked at, answer"),
            (2.6, 1.5, 1.8, 2.2, 1.8),
            asks,
            empty="The estate has no order of a partner that reaches us.",
        )
        words = ('Only the partner can order these. Ring, ask, and write down the answer; "no reply" is one.',)
        parts.append(PackPart("What to ask partners for", (Block(says=words, grid=asking),), wide=True, follows=True))
    return tuple(parts)


def _action(estate: Estate, row: Action, *, many: bool) -> tuple[str, ...]:
    name = f"{row.name}, {_name(estate, row.body)}" if many else row.name
    off = " SWITCHES OFF: capture memory first." if loses_memory(estate, row) else ""
    return (
        f"{plain(name)}.{off}" if off else plain(name),
        plain(row.who or ""),
        _hours(row.takes_microhours),
        plain(row.undo or "not said"),
        plain(row.evidence or "not said"),
        plain(row.tell or ""),
        "",
    )


def _to_ask(estate: Estate, body: str) -> Iterable[Action]:
    """Orders of others that reach us: they touch what we stand on, or a way between us and them."""
    ours = {row.system for row in estate.systems if row.body == body}
    things = estate.things_by_body.get(body, frozenset())
    stood_on = {need.on for need in estate.needs if need.of in things} | ours
    ways = {row.path for row in estate.paths if ours & {row.origin, row.target}}
    partners = set(partners_of(estate, body))
    for row in estate.actions:
        if row.body in partners and touched(estate, row) & (stood_on | ways):
            yield row


def _channels(estate: Estate, bodies: tuple[str, ...], now: Channels | None) -> PackPart:
    rows = sorted((row for row in estate.channels if row.body in bodies), key=lambda row: (row.audience, row.kind))
    heads = ("channel", "for", "kind", "address", "stands on", "up? when, by whom")
    says = ("A channel stands only while what it stands on stands. Try it before you rely on it.",)
    grid = Grid(
        heads,
        (2.2, 0.8, 0.7, 2.4, 2.6, 1.7),
        tuple(_channel(estate, row, now, many=len(bodies) > 1) for row in rows),
        empty="The estate has no channel of this body: write them down here.",
    )
    return PackPart("Channels", (Block(says=says, grid=grid),), wide=True, follows=True)


def _channel(estate: Estate, row: Channel, now: Channels | None, *, many: bool) -> tuple[str, ...]:
    names = [estate.thing_by_id[name].name for name in _needs_of(estate, row.channel) if name in estate.thing_by_id]
    name = f"{row.name}, {_name(estate, row.body)}" if many else row.name
    up = capital(now.mark(row.channel).sentence) if now else ""
    return name, row.audience, row.kind, plain(row.address), "; ".join(names) or "nothing in the estate", up


def _needs_of(estate: Estate, name: str) -> list[str]:
    return [need.on for need in estate.needs if need.of == name]


def _clocks(estate: Estate, bodies: tuple[str, ...]) -> PackPart:
    many = len(bodies) > 1
    clocks = tuple(
        (
            f"{row.name}, {_name(estate, row.of)}" if many and row.of else row.name,
            capital(plain(row.trigger)),
            row.within,
            row.to,
            row.force or "not said",
            plain(row.note or ""),
            "",
        )
        for row in estate.clocks
        if row.of is None or row.of in bodies
    )
    theirs = frozenset().union(*(estate.things_by_body.get(body, frozenset()) for body in bodies)) | set(bodies)
    dates = tuple(
        (f"{row.when:%d %b %Y}", plain(row.name), _thing(estate, row.of))
        for row in sorted(estate.dates, key=lambda row: row.when)
        if row.of in theirs
    )
    return PackPart(
        "Clocks, and days not to miss",
        (
            Block(
                "Clocks",
                ("Each is a question: does this apply? Count from the earliest time at which anybody may have known.",),
                grid=Grid(
                    ("clock", "starts when", "within", "to", "force", "note", "started at; done"),
                    (1.8, 1.9, 0.9, 1.5, 0.8, 2.2, 1.3),
                    clocks,
                    empty="The estate has no clock.",
                ),
            ),
            Block(
                "Days not to miss",
                grid=Grid(("day", "what", "of"), (1, 3, 2.5), dates, empty="The estate has no such day."),
            ),
        ),
        wide=True,
    )


def _with_services(estate: Estate, bodies: tuple[str, ...]) -> tuple[str, ...]:
    """Bodies that would be rung at night for something of their own: suppliers and the like have no page."""
    giving = {row.body for row in estate.services}
    return tuple(body for body in bodies if body in giving) or bodies


def _printed(note: Checkpoint) -> PackCheckpoint:
    size, words = note.to_spoken()
    return PackCheckpoint(qr_svg(note.to_text()), f"{size} entries: {words}")


def _contact(found: Contact) -> str:
    who = f"{found.name}, {plain(found.office)}" if found.name else capital(plain(found.office))
    return f"{who} (away: {found.away})" if found.away else who


def _numbers(found: Contact, body: str, now: Channels | None) -> str:
    if now is None:
        return " or ".join(found.numbers)
    return " or ".join(mark.after(text) for text, mark in now.beside(found.numbers, body))


def _name(estate: Estate, body: str) -> str:
    row = estate.body_by_id.get(body)
    return row.name if row else body


def _thing(estate: Estate, name: str) -> str:
    row = estate.thing_by_id.get(name) or estate.body_by_id.get(name)
    return row.name if row else name


def _hours(microhours: int) -> str:
    """`40 min`, `4 h`, `3 days`: short, for a narrow column."""
    if 0 < microhours < MICROHOURS:
        return f"{round(microhours * 60 / MICROHOURS)} min"
    if microhours >= 2 * _DAY_H * MICROHOURS and microhours % (_DAY_H * MICROHOURS) == 0:
        return f"{microhours // (_DAY_H * MICROHOURS)} days"
    return f"{hours_text(microhours)} h"


def _when(instant: datetime) -> str:
    return f"{instant.astimezone(LONDON):%d %B %Y, %H:%M} London time"


def _day(instant: datetime) -> str:
    return f"{instant.astimezone(LONDON):%d %b %Y}"
