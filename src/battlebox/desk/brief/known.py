"""What is known, body by body: confirmed, suspected, unknown, no sign found, and seen to be down.

Law: a system nobody has named is unknown; missing is never "not affected".
Not here: where the attack may go (brief_reach.py).
"""

from __future__ import annotations

from battlebox.desk.brief.brief import BodyKnown
from battlebox.desk.brief.findings import Findings
from battlebox.desk.brief.reach import short_body
from battlebox.desk.brief.saying import chance, counted
from battlebox.engine import Hit
from battlebox.estate import Body, BodyKind


def known(found: Findings) -> tuple[BodyKnown, ...]:
    """One row a council, and a body with something said of it, in table order; the others together in a last row."""
    estate = found.estate
    hosts = {row.body for row in estate.systems}
    down = {estate.thing_by_id[row.thing].body for row in found.question.downs}
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
            if estate.thing_by_id[row.thing].body == body.body
        ),
    )


def _name(found: Findings, hit: Hit) -> str:
    return found.estate.system_by_id[hit.system].name
