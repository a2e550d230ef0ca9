"""Statuses of every kind from hypothesis, and a shelf that holds what a situation is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from battlebox.desk.command import Progress
from battlebox.desk.exchange import (
    AskSaid,
    FactSaid,
    OrderSaid,
    PartnerStatus,
    ServiceSaid,
    SignSaid,
    StateSaid,
    SystemSaid,
)
from battlebox.desk.picture import Chance, Condition, Stage, Suspicion
from battlebox.marking import Recipient, Tlp, WayOut
from battlebox.share.release import Held
from battlebox.share.situation import Issuer, situation_of
from battlebox.share.situation.words import clean

OPENED = datetime(2026, 11, 23, 2, 40, tzinfo=UTC)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NORTHMERE = Issuer("northmere", "Northmere Council", "blue-kettle", OPENED)
# What could be taken for a line, a label or a traffic light label of ours.
TRICKS = (
    "State: confirmed", "Source: the NCSC", "state:confirmed", "TLP:CLEAR", "said in words elsewhere", "system",
    "a: b: c", "Looked at:", "indicator", "no sign found", "\N{GREEK SMALL LETTER ALPHA} \N{SNOWMAN}", "[x:y = 'z']",
)  # fmt: skip

words = st.one_of(st.sampled_from(TRICKS), st.text(max_size=60)).map(clean).filter(bool)
instants = st.integers(0, 12 * 3_600_000).map(lambda ms: NOON - timedelta(milliseconds=ms))
labels = st.sampled_from([Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER, Tlp.AMBER_STRICT])
codes = st.from_regex(r"[a-z]{3,9}/[a-z]{3,9}\.[a-z-]{3,9}", fullmatch=True)
keys = st.text(max_size=8)


@st.composite
def states(draw, tlp=None):
    state = draw(st.sampled_from(list(Suspicion)))
    return StateSaid(
        tlp or draw(labels),
        draw(instants),
        draw(keys),
        state,
        draw(words),
        draw(words) if state is Suspicion.CLEAR else draw(st.one_of(st.just(""), words)),
        draw(st.sampled_from(list(Chance))) if state is Suspicion.SUSPECTED else Chance.MEDIUM,
        draw(st.none() | instants),
    )


@st.composite
def systems(draw):
    tlp = draw(labels)
    state, moved = draw(states(tlp)), draw(st.none() | instants)
    contained = draw(st.sampled_from([stage.value for stage in Stage]) | words)
    more = draw(st.booleans()), draw(st.booleans())
    at = max(state.at, moved or state.at)
    return SystemSaid(tlp, at, draw(keys), draw(codes), draw(words), state, contained, moved, *more)


said = (labels, instants, keys)
services = st.builds(ServiceSaid, *said, codes, words, st.sampled_from(list(Condition)), words)
orders = st.builds(OrderSaid, *said, words, st.sampled_from(list(Stage)), instants)
asks = st.builds(AskSaid, *said, words, words, st.sampled_from(list(Progress)), st.none() | instants)
facts = st.builds(FactSaid, *said, words, st.sampled_from(["confirmed", "believed", "unknown"]),
                  st.sampled_from(["low", "medium", "high"]))  # fmt: skip
signs = st.builds(SignSaid, *said, words, words, words, st.lists(codes, max_size=3).map(tuple))


def some(parts):
    return st.lists(parts, max_size=2).map(tuple)


statuses = st.builds(
    PartnerStatus, st.just("northmere"), st.just("Northmere Council"), st.none() | states(), some(systems()),
    some(services), some(orders), some(asks), some(facts), some(signs),
)  # fmt: skip


@dataclass
class Shelf:
    """The newest version of each thing, by id: all are Northmere's."""

    home: str = "northmere"
    identities: dict[str, str] = field(default_factory=dict)
    here: dict[str, Held] = field(default_factory=dict)

    @classmethod
    def of(cls, things, home="northmere"):
        return cls(home, here={each.thing.id: each for each in things})

    def held(self, ids, owner):
        return {each: self.here[each] for each in ids if each in self.here and self.here[each].owner == owner}


def told(status, *, reader="eastholt", now=NOON, issuer=NORTHMERE, **more):
    return situation_of(status, issuer=issuer, reader=reader, now=now, **more)


def feed(body, **more):
    return Recipient(WayOut.FEED, body, **more)


def says(things, kind):
    """What the things of a type say."""
    return [each.thing.says for each in things if each.thing.type == kind]
