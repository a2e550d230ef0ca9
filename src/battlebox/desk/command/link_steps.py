"""Next actions about links to other bodies: letters to write and to decide on, links to open, cut again or verify.

Law: as for every rule of next actions: a step rests on the record, and is gone when that is done; a body is asked only
for its own part.
Not here: the other rules, and whose they are (next_steps.py).
"""

from __future__ import annotations

from collections.abc import Iterator

from battlebox.desk.command.step import Standing, Step, Urgency
from battlebox.desk.picture import Names
from battlebox.desk.reconnect import Joining, Link, LinkState, Side, alarms_of, spoken_links


def links(now: Standing) -> Iterator[Step]:
    """What Gold and Silver are asked for about the links of their body."""
    if now.picture is None or not now.is_running:
        return
    names = Names(now.picture.estate)
    for link in spoken_links(now.sight, now.picture):
        if now.body in link.ends.parties:
            yield from _loud(now, link, names)
            yield from (step for side in link.sides for step in _side(now, side, names))
            yield from _link(now, link, names)


def unverified_links(now: Standing) -> Iterator[Step]:
    """Links that this body opened, and nobody has verified by a second means."""
    if now.picture is None or not now.is_running:
        return
    names = Names(now.picture.estate)
    for link in spoken_links(now.sight, now.picture):
        said = link.joined
        if said is not None and link.is_joined and said.body == now.body and said.value.stage is Joining.OPENED:
            what = f"Have it verified by a second means: {names.path(link.name)}"
            yield Step(Urgency.EFFECT, what, f"reconnected, not verified ({said.number})", "link", link.name)


def _loud(now: Standing, link: Link, names: Names) -> Iterator[Step]:
    """A link that is open, and ought not to be, before one that only waits."""
    path = names.path(link.name)
    for alarm in alarms_of((link,), names, now.body)[:1]:
        reason = f"{alarm.words[:1].lower()}{alarm.words[1:]}".rstrip(".")
        if link.is_joined:
            yield Step(Urgency.EFFECT, f"Cut it again, or say why it stays open: {path}", reason, "link", link.name)
        else:
            yield Step(Urgency.SOON, f"See to what was assured of {path}", reason, "link", link.name)


def _side(now: Standing, side: Side, names: Names) -> Iterator[Step]:
    issuer, receiver = names.body(side.issuer), names.body(side.receiver)
    if side.state is LinkState.ASKED and side.issuer == now.body and side.wanted is not None:
        what = f"Write the letter of assurance that {receiver} asked for"
        yield Step(
            Urgency.DECISION, what, f"they wait for it ({side.wanted.number})", "link", side.wanted.value.paths[0]
        )
    if side.state is LinkState.ASSURED and side.receiver == now.body and side.letter is not None:
        what = f"Decide on the letter of assurance of {issuer}"
        yield Step(Urgency.DECISION, what, f"nobody has ({side.letter.said.number})", "letter", side.letter.name)


def _link(now: Standing, link: Link, names: Names) -> Iterator[Step]:
    if link.state is LinkState.READY and link.ends.owner == now.body:
        what = f"Open it, or say why not: {names.path(link.name)}"
        yield Step(Urgency.SOON, what, "both sides have accepted the other's letter", "link", link.name)
