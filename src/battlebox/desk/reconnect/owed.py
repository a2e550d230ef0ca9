"""What each side of a link still owes, and what is so wrong with it that it is said loudly on both sides.

Law: whatever waits names the body it waits for; a link that is open and not assured stays loud until that is mended.
Not here: how a link stands (standing.py), the words of one page (web).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from battlebox.desk.brief.saying import clock
from battlebox.desk.picture import Names
from battlebox.desk.reconnect.joining import Joining
from battlebox.desk.reconnect.standing import Link, LinkState, Side

_LETTER: Final = "a letter of assurance about its end"
_OUR_LETTER: Final = "a letter of assurance about our end"


@dataclass(frozen=True, slots=True)
class Owed:
    """What a body still has to do about a link, in words that follow its name and `owes`."""

    body: str
    what: str

    @property
    def to_itself(self) -> str:
        """The same, said to the body that owes it."""
        return self.what.replace(_LETTER, _OUR_LETTER)


@dataclass(frozen=True)
class LinkAlarm:
    """What is said loudly of a link, in sentences that follow its name; `cause` is the same while it is the same."""

    link: Link
    words: str
    cause: str


def owed_of(link: Link, names: Names, body: str) -> tuple[Owed, ...]:
    """What is still to be done about a link, and by whom, as one body may know it.

    Nothing for a link that was never cut or spoken of, and for a body with no part in it: it does not see the letters.
    """
    if body not in link.ends.parties or not (link.is_spoken_of or link.is_held):
        return ()
    found = [owed for side in link.sides for owed in _of_side(link, side, names)]
    return (*found, *_of_link(link, names))


def alarms_of(links: Iterable[Link], names: Names, body: str = "") -> tuple[LinkAlarm, ...]:
    """What is said loudly of links; only of those with an end at one body, or its to cut, where one is named."""
    return tuple(alarm for link in links if not body or body in link.ends.parties for alarm in _loud(link, names))


def assured_words(link: Link, names: Names) -> str:
    """Who has said what of a link so far, in one line; blank where nobody has."""
    said = [_side_words(side, names) for side in link.sides]
    return "; ".join(filter(None, said))


def _side_words(side: Side, names: Names) -> str:
    issuer, receiver = names.body(side.issuer), names.body(side.receiver)
    if side.letter is None:
        return f"{receiver} asked {issuer}" if side.wanted else ""
    if side.void is not None:
        return f"the letter of {issuer} is {side.void.state.value}: {side.void.why}"
    if not side.judged:
        return f"assured by {issuer}"
    return f"assured by {issuer}, {side.judged[0].value.outcome.value} by {receiver}"


def _of_side(link: Link, side: Side, names: Names) -> Iterator[Owed]:
    issuer, receiver = names.body(side.issuer), names.body(side.receiver)
    if side.state is LinkState.OPEN and not link.is_joined:
        yield Owed(side.issuer, _LETTER)
    elif side.state is LinkState.ASKED and side.wanted is not None:
        by = f", by {clock(side.wanted.value.by)}" if side.wanted.value.by else ""
        yield Owed(side.issuer, f"{_LETTER}: {receiver} asked for it{by}")
    elif side.state is LinkState.ASSURED:
        yield Owed(side.receiver, f"a decision on the letter of {issuer}")
    elif side.state is LinkState.REFUSED:
        yield Owed(side.issuer, f"an answer to the reasons of {receiver}, in a new letter")
    elif side.void is not None and side.void.is_review:
        yield Owed(side.receiver, f"another look at the letter of {issuer}: {side.void.why}")
    elif side.void is not None:
        yield Owed(side.issuer, f"a new letter of assurance: {side.void.why}")


def _of_link(link: Link, names: Names) -> Iterator[Owed]:
    owner = link.ends.owner
    if link.joined is None or not link.is_joined:
        if link.state is LinkState.READY:
            yield Owed(owner, "to open it, and to say here that it did")
        return
    if link.joined.value.stage is Joining.OPENED:
        yield Owed(link.joined.body, "a check by a second means that it is open, and as narrow as agreed")
    if link.state.is_void or link.is_without:
        yield Owed(owner, "to cut it again, or to say why it stays open")
    if link.order is not None and link.is_held:
        action = names.action(link.order.value.action)
        yield Owed(link.order.body, f"to record that the order was reopened: {action}")


def _loud(link: Link, names: Names) -> Iterator[LinkAlarm]:
    is_open = " The link is recorded as open." if link.is_joined else ""
    gone = [(side.void, names.body(side.issuer)) for side in link.sides if side.void is not None]
    for void in dict.fromkeys(void for void, _ in gone):
        whose = " and of ".join(issuer for each, issuer in gone if each == void)
        words = f"The assurance of {whose} is {void.state.value}: {void.why}.{is_open}"
        yield LinkAlarm(link, words, void.why)
    if link.joined is not None and link.is_without:
        joined = link.joined.value
        words = f"It was reconnected although {joined.missing}. Because: {joined.without.rstrip('.')}."
        yield LinkAlarm(link, words, joined.opened.isoformat())
