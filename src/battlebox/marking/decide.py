"""May this thing go to them, now? The one question that every way out asks.

Law: what no rule allows is denied, and a thing is never freer than anything it holds.
Not here: the wording of pages (web) and what travels in place of a thing kept back (journal, share).

The rules, in the order in which they are asked:
1. A thing is denied outside the time it was given.
2. A thing without a label, or with one that is none, is denied; so is a way out that is none.
3. A privileged thing leaves only to a body named for it, and never to the public or a feed.
4. An audience, where there is one, narrows what the label allows to those bodies and the owner; up to AMBER their
   registered clients count with them.
5. RED goes to a named person by hand. AMBER+STRICT goes to the owner and the audience. AMBER goes to them and their
   registered clients. GREEN goes to those and the community, not in public. CLEAR goes to anybody.
6. Everything the thing holds must be allowed as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from battlebox.marking.audience import Marked, Privilege, Recipient, WayOut
from battlebox.marking.tlp import Tlp


class Reason(StrEnum):
    """Why not; the value is the sentence."""

    TOO_EARLY = "it may not be shared yet"
    EXPIRED = "the time for which it could be shared is over"
    UNMARKED = "nobody has given it a traffic light label"
    NO_WAY = "nobody has said how it would travel"
    PRIVILEGED = "it is privileged and this body is not named for it"
    NOT_IN_AUDIENCE = "it was addressed to other bodies"
    NOT_NAMED = "it is for named people only"
    NOT_BY_HAND = "it is for named people and may not travel as a copy or a feed"
    OTHER_BODY = "it may not leave the bodies it was given to"
    NOT_CLIENT = "it is for those bodies and their registered clients"
    NOT_COMMUNITY = "it is for the community, and this body is not in it"
    IN_PUBLIC = "it may not be made public"


@dataclass(frozen=True, slots=True)
class Allow:
    """It may go."""


@dataclass(frozen=True, slots=True)
class Deny:
    """It may not; `reason` reads as a sentence."""

    reason: Reason


Verdict = Allow | Deny


def decide(thing: Marked, to: Recipient, now: datetime) -> Verdict:
    """Whether the thing may go to them at the aware instant `now`; the first rule that denies gives the reason."""
    for rule in _RULES:
        reason = rule(thing, to, now)
        if reason is not None:
            return Deny(reason)
    for held in thing.holds:
        verdict = decide(held, to, now)
        if isinstance(verdict, Deny):
            return verdict
    return Allow()


def _time(thing: Marked, to: Recipient, now: datetime) -> Reason | None:  # noqa: ARG001 - all rules have one shape
    if thing.not_before is not None and now < thing.not_before:
        return Reason.TOO_EARLY
    if thing.expires is not None and now >= thing.expires:
        return Reason.EXPIRED
    return None


def _label(thing: Marked, to: Recipient, now: datetime) -> Reason | None:  # noqa: ARG001 - all rules have one shape
    # A word that only looks like a label or a way out would pass the rules that compare by identity.
    if not isinstance(thing.tlp, Tlp):
        return Reason.UNMARKED
    return None if isinstance(to.way, WayOut) else Reason.NO_WAY


def _privilege(thing: Marked, to: Recipient, now: datetime) -> Reason | None:  # noqa: ARG001 - all rules have one shape
    if thing.privilege is Privilege.NONE:
        return None
    inside = bool(to.body) and (to.body == thing.owner or to.body in thing.audience)
    return None if inside and to.way in (WayOut.HAND, WayOut.FILE) else Reason.PRIVILEGED


def _audience(thing: Marked, to: Recipient, now: datetime) -> Reason | None:  # noqa: ARG001 - all rules have one shape
    if not thing.audience or _is_inside(thing, to):
        return None
    # AMBER reaches the clients of the bodies named, so a freer label must reach them too.
    freer = thing.tlp in (Tlp.AMBER, Tlp.GREEN, Tlp.CLEAR)
    return None if freer and _is_client(thing, to) else Reason.NOT_IN_AUDIENCE


def _reach(thing: Marked, to: Recipient, now: datetime) -> Reason | None:  # noqa: ARG001 - all rules have one shape
    if thing.tlp is None or thing.tlp is Tlp.CLEAR:
        return None
    return Reason.IN_PUBLIC if to.way is WayOut.PUBLIC else _REACH[thing.tlp](thing, to)


def _red(thing: Marked, to: Recipient) -> Reason | None:
    if to.way is not WayOut.HAND:
        return Reason.NOT_BY_HAND
    return None if to.person and to.person in thing.people else Reason.NOT_NAMED


def _amber_strict(thing: Marked, to: Recipient) -> Reason | None:
    return None if _is_inside(thing, to) else Reason.OTHER_BODY


def _amber(thing: Marked, to: Recipient) -> Reason | None:
    return None if _is_inside(thing, to) or _is_client(thing, to) else Reason.NOT_CLIENT


def _green(thing: Marked, to: Recipient) -> Reason | None:
    return None if to.community or _is_inside(thing, to) or _is_client(thing, to) else Reason.NOT_COMMUNITY


def _is_inside(thing: Marked, to: Recipient) -> bool:
    return bool(to.body) and (to.body == thing.owner or to.body in thing.audience)


def _is_client(thing: Marked, to: Recipient) -> bool:
    given = {body for body in (thing.owner, *thing.audience) if body}
    return bool(to.body) and not given.isdisjoint(to.client_of)


_Rule = Callable[[Marked, Recipient, datetime], Reason | None]
_RULES: Final[tuple[_Rule, ...]] = (_time, _label, _privilege, _audience, _reach)
_REACH: Final[dict[Tlp, Callable[[Marked, Recipient], Reason | None]]] = {
    Tlp.RED: _red,
    Tlp.AMBER_STRICT: _amber_strict,
    Tlp.AMBER: _amber,
    Tlp.GREEN: _green,
}
