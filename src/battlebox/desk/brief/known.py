"""What is known, body by body: confirmed, suspected, unknown, no sign found, seen to be down; and what was ordered.

Law: a system nobody has named is unknown; missing is never "not affected".
Not here: where the attack may go (reach.py).
"""

from __future__ import annotations

from battlebox.desk.brief.brief import BodyKnown
from battlebox.desk.brief.findings import Findings
from battlebox.desk.brief.reach import short_body
from battlebox.desk.brief.saying import chance, clock, counted, hours_of, later, plain, within
from battlebox.engine import EVERYTHING, Done, Hit
from battlebox.estate import Body, BodyKind


def known(found: Findings) -> tuple[BodyKnown, ...]:
    """One row a council, and a body with something said of it, in table order; the others together in a last row."""
    estate = found.estate
    hosts = {row.body for row in estate.systems}
    down = {estate.thing_by_id[row.thing].body for row in found.question.downs if row.at_microhours <= 0}
    rows = [(body, _row(found, body)) for body in estate.bodies if body.body in hosts | down]
    shown = [row for body, row in rows if body.kind is BodyKind.COUNCIL or _said(row)]
    rest = [body for body, row in rows if row not in shown]
    return (*shown, _rest(found, rest)) if rest else tuple(shown)


def _said(row: BodyKnown) -> bool:
    return bool(row.confirmed or row.suspected or row.clear or row.down)


def _rest(found: Findings, bodies: list[Body]) -> BodyKnown:
    """One row for partners and suppliers that nobody has said anything about."""
    ids = {body.body for body in bodies}
    systems = sum(row.body in ids for row in found.estate.systems)
    name = counted(len(bodies), "other body", "other bodies")
    return BodyKnown(name, (), (), f"{counted(systems, 'system')} of {systems:,}", (), ())


def _row(found: Findings, body: Body) -> BodyKnown:
    estate = found.estate
    hits = tuple(hit for hit in found.question.hits if estate.system_by_id[hit.system].body == body.body)
    all_of_it = sum(row.body == body.body for row in estate.systems)
    unsaid = all_of_it - len(hits)
    return BodyKnown(
        body=short_body(body.name),
        confirmed=tuple(_name(found, hit) for hit in hits if hit.chance >= 1),
        suspected=tuple(f"{_name(found, hit)} ({chance(hit.chance)})" for hit in hits if 0 < hit.chance < 1),
        unknown=f"{counted(unsaid, 'system')} of {all_of_it:,}" if unsaid else "none",
        clear=tuple(_name(found, hit) for hit in hits if hit.chance <= 0),
        down=tuple(
            estate.thing_by_id[row.thing].name
            for row in found.question.downs
            if row.at_microhours <= 0 and estate.thing_by_id[row.thing].body == body.body
        ),
    )


def _name(found: Findings, hit: Hit) -> str:
    return found.estate.system_by_id[hit.system].name


def ordered(found: Findings) -> tuple[str, ...]:
    """One line an order already given: whose it is, since when it works, and until when."""
    return tuple(_ordered(found, done) for done in found.question.dones)


def _ordered(found: Findings, done: Done) -> str:
    estate = found.estate
    if done.action == EVERYTHING:
        name = "Every council that hosts systems shuts its own down"
        takes, lasts = estate.cyber.everything_takes_microhours, estate.cyber.everything_lasts_microhours
    else:
        action = estate.action_by_id[done.action]
        name = f"{plain(action.name)} ({short_body(estate.body_by_id[action.body].name)})"
        takes, lasts = action.takes_microhours, action.lasts_microhours
    begins = hours_of(takes - done.ago_microhours)
    ends = hours_of(takes - done.ago_microhours + lasts)
    if done.until_microhours is not None:
        ends = min(ends, hours_of(done.until_microhours))
    until_when = clock(later(found.at, ends))
    if ends <= 0:
        return f"{name}: ended {until_when}"
    if begins > 0:
        return f"{name}: not working yet, works {within(begins)} ({clock(later(found.at, begins))}), until {until_when}"
    return f"{name}: working since {clock(later(found.at, begins))}, until {until_when}"


def going_down(found: Findings) -> tuple[str, ...]:
    """What was said to stop later: it works now, so it is not among what is seen to be down."""
    return tuple(
        f"{_thing(found, row.thing)}: {within(hours_of(row.at_microhours))} "
        f"({clock(later(found.at, hours_of(row.at_microhours)))})"
        for row in sorted(found.question.downs, key=lambda down: down.at_microhours)
        if row.at_microhours > 0
    )


def _thing(found: Findings, key: str) -> str:
    thing = found.estate.thing_by_id[key]
    return f"{thing.name} ({short_body(found.estate.body_by_id[thing.body].name)})"
