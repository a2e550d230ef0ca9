"""A sign of the attack: what was seen as an attack pattern, or as an indicator where it is a value; and the sighting.

Law: a sighting says where in words, and names the issuer alone; what was seen once is counted once.
Not here: which words are a value (`pattern_of`, which the caller gives).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from battlebox.desk.exchange import SignSaid
from battlebox.share.intel import to_stamp
from battlebox.share.release import Held
from battlebox.share.situation.issuer import Pen
from battlebox.share.situation.label import Kind
from battlebox.share.situation.read import Read
from battlebox.share.situation.words import Line, Lines, clean, written

PatternOf = Callable[[str], str]
"""The pattern of STIX that matches what was seen; blank where it is words and no value."""
NOTHING: Final = "something that is not said"
_BETWEEN: Final = "; "


def no_pattern(_what: str) -> str:
    """Nothing is a value."""
    return ""


def write_sign(pen: Pen, seed: str, sign: SignSaid, pattern_of: PatternOf) -> Iterator[Held]:
    """What was seen, and that it was seen."""
    what, seeds = clean(sign.what) or NOTHING, (Kind.SIGN, seed)
    seen = _seen(pen, seeds, what, sign, pattern_of(sign.what))
    yield seen
    lines: Lines = {
        Line.SEEN: sign.at,
        Line.WHERE: sign.where,
        Line.SOURCE: sign.source,
        Line.SYSTEMS: _BETWEEN.join(sign.systems),
    }
    yield pen.write(
        "sighting",
        seeds,
        sign.tlp,
        description=written(f"Seen: {what}", lines),
        sighting_of_ref=seen.thing.id,
        where_sighted_refs=[pen.issuer.identity_id],
        first_seen=to_stamp(sign.at),
        last_seen=to_stamp(sign.at),
        count=1,
        labels=[Kind.SIGN.value],
    )


def _seen(pen: Pen, seeds: tuple[str, ...], what: str, sign: SignSaid, pattern: str) -> Held:
    sentence = f"A sign of the attack that {clean(pen.issuer.name)} saw: {what}"
    says: dict[str, Any] = {"name": what, "description": sentence, "labels": [Kind.SIGN.value]}
    if not pattern:
        return pen.write("attack-pattern", seeds, sign.tlp, **says)
    more = {"pattern": pattern, "pattern_type": "stix", "valid_from": to_stamp(sign.at)}
    return pen.write("indicator", seeds, sign.tlp, **says, **more)


def read_sign(read: Read, known: Mapping[str, Read]) -> SignSaid:
    """The sign that a sighting or an event of others is."""
    seen = known.get(read.ref("sighting_of_ref"))
    of_it = (seen.text("name") or seen.text("pattern") or seen.sentence) if seen else ""
    what = of_it or read.text("name") or read.sentence or NOTHING
    at = read.when(Line.SEEN, "last_seen", "start_time") or read.at
    systems = tuple(filter(None, read.line(Line.SYSTEMS).split(_BETWEEN)))
    source = read.line(Line.SOURCE) or read.partner
    return SignSaid(read.tlp, at, read.id, what, read.line(Line.WHERE), source, systems)
