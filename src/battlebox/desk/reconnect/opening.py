"""Opening a link again, verifying that, and cutting it again: recorded by a body at either end, or whoever can cut it.

Law: a link is opened when nothing is missing; opened all the same, the record says what was missing and why.
Not here: how a link stands (standing.py), the order that cut it (picture).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Officer
from battlebox.desk.picture import Names, Picture
from battlebox.desk.reconnect.between import for_both, link_of
from battlebox.desk.reconnect.joining import ACTS, JOINED, KINDS, LINK, Joined, Joining
from battlebox.desk.reconnect.standing import Link, LinkState, Side, link_now
from battlebox.desk.record.incident import not_sooner
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Sight
from battlebox.desk.record.writing import draft, line, not_ahead, not_before, words

_SAID: Final = {
    LinkState.OPEN: "{issuer} has written no letter of assurance",
    LinkState.ASKED: "{issuer} was asked for a letter of assurance and has written none",
    LinkState.ASSURED: "{receiver} has not decided on the letter of {issuer}",
    LinkState.REFUSED: "{receiver} has refused the letter of {issuer}",
    LinkState.LAPSED: "the letter of {issuer} holds no longer: {why}",
    LinkState.REVOKED: "the letter of {issuer} holds no longer: {why}",
}


def missing_of(link: Link, names: Names, body: str) -> tuple[str, ...]:
    """What a link still needs before it may be opened, in sentences, as one body may know it.

    Empty where nothing is missing, and for a body with no part in the link: what it cannot see may be there.
    """
    if body not in link.ends.parties:
        return ()
    said = [_missing(side, names) for side in link.sides]
    return (*filter(None, said), *_held(link, names))


def move_link(
    record: Record,
    picture: Picture,
    officer: Officer,
    name: str,
    to: Joining,
    *,
    who: str,
    means: str = "",
    without: str = "",
    at: datetime | None = None,
    note: str = "",
    over: frozenset[str] | None = None,
) -> Saved:
    """Record that a link was opened, that this was verified by a second means, or that it was cut again.

    1. Refuse an officer who may not, a body with no part in the link, a step that does not follow from how it stands.
    2. Refuse to open what still needs something, unless `without` says why it was opened all the same; refuse
       to verify without a second means.
    3. Append one entry `link:reconnected`, `link:verified` or `link:parted`.
    Raises DeskError. Touches no network: people do it.
    """
    officer.must(ACTS[to])
    ends = link_of(picture.estate, name)
    if officer.body not in ends.parties:
        owner = " and ".join(sorted(ends.parties))
        raise DeskError.of(Code.NOT_YOURS, what="this link", owner=owner, body=officer.body, act="open or cut")
    sight = Sight.of(record, officer)
    link = link_now(sight, picture, ends)
    if link.is_joined != (to is not Joining.OPENED):
        state, hint = link.state.value, "say first that it was reconnected" if to is not Joining.OPENED else "verify it"
        raise DeskError.of(Code.WRONG_STATE, what="this link", state=state, act=to.value, hint=hint)
    now = record.now()
    when = not_sooner("the time", not_ahead("the time", at or now, now), sight)
    missing = "; ".join(missing_of(link, Names(picture.estate), officer.body)) if to is Joining.OPENED else ""
    if missing and not without.strip():
        raise DeskError.of(Code.NOT_READY, why=missing)
    before = link.joined.value if link.joined is not None and to is not Joining.OPENED else None
    if before is not None:
        not_before("the time", when, "the moment it was reconnected", before.opened)
    if to is Joining.VERIFIED:
        line("the second means", means, what="how it was checked, by something that does not trust the first report")
    kept = Joined(
        to,
        before.opened if before else when,
        when,
        line("who", who, what="the office that did it or says so"),
        " ".join(means.split()) if to is Joining.VERIFIED else "",
        before.without if before else words("why all the same", without) if missing else "",
        before.missing if before else missing,
        words("note", note),
    )
    return _write(record, officer, f"{LINK}/{name}", kept, link, over)


def _write(
    record: Record, officer: Officer, thing: str, kept: Joined, link: Link, over: frozenset[str] | None
) -> Saved:
    said = f"{link.name}: {kept.stage.value}, {kept.who}" + (f"; by {kept.means}" if kept.means else "")
    loud = f"although {kept.missing}\nbecause {kept.without}" if kept.missing else ""
    text = "\n".join(filter(None, (said, loud, kept.note)))
    about: dict[str, str | int] = {"path": link.name, "stage": kept.stage.value}
    how = for_both(link.ends, officer.body)
    written = draft(KINDS[kept.stage], how, (thing, JOINED, kept), words=text, about=about, over=over)
    return record.append(officer, written, thing=thing)


def _missing(side: Side, names: Names) -> str:
    said = _SAID.get(side.state, "")
    why = side.void.why if side.void else ""
    return said.format(issuer=names.body(side.issuer), receiver=names.body(side.receiver), why=why)


def _held(link: Link, names: Names) -> Iterator[str]:
    if link.order is not None and link.is_held:
        value = link.order.value
        yield f"the order \u201c{names.action(value.action)}\u201d stands as {value.stage.value}: it is reopened first"
