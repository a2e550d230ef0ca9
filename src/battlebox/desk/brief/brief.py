"""The hour-one brief: facts and sentences in the order a tired person needs them.

Law: a brief is words and names only, ready for any layout; every face shows the same words in the same order.
Not here: working out the answers (findings.py), the sentences (the modules beside it), layout (cli, share).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class BodyKnown:
    """What is known of one body's systems; `unknown` counts those nobody has said anything about."""

    body: str
    confirmed: tuple[str, ...]
    suspected: tuple[str, ...]
    unknown: str
    clear: tuple[str, ...]
    down: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One service that has stopped or will: when, whom it serves, what stands in for it and until when."""

    name: str
    body: str
    when: str
    people: str
    fallback: str
    why: str
    is_people: bool


@dataclass(frozen=True, slots=True)
class Window:
    """What falls within one stretch of hours; `more` says what the list leaves out."""

    title: str
    lines: tuple[ServiceLine, ...]
    more: str


@dataclass(frozen=True, slots=True)
class ReachWindow:
    """Where the attacker may be by one hour."""

    title: str
    likely: tuple[str, ...]
    could_be: tuple[str, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of the side-by-side table, each cell ready to be read aloud."""

    letter: str
    name: str
    option: str
    orders: tuple[str, ...]
    takes_effect: str
    people: str
    service: str
    records: str
    spares: str
    stops: str
    undo: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Orders:
    """What one body can order itself, what it must ask others for, and what changes if a partner shuts down.

    `choice` is the letter of the choice that these orders make up, in a brief for one body: each has orders and asks of
    its own. It is blank where every body's part in one plan is told.
    `own` is one order a line, `asks` one person to ask a line with every order asked for; `own_together` and
    `asks_together` are the same in fewer words, which name the first and count the rest.
    """

    body: str
    own: tuple[str, ...]
    own_together: str
    asks: tuple[str, ...]
    asks_together: tuple[str, ...]
    if_partners: tuple[str, ...] = ()
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Counsel:
    """What the figures point to, with reasons; `enough` is False when too little is known to advise."""

    enough: bool
    headline: str
    first: tuple[str, ...]
    orders: tuple[str, ...]
    ask_first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tested:
    """The advice under other guesses: the headline, one line a re-run, and what would change the answer.

    `turns` are the two guesses that need be moved least, worked out; the headline is blank before any re-run is done.
    """

    enough: bool
    headline: str
    lines: tuple[str, ...]
    turns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Holding:
    """How the plan holds: what redrawn chance makes of each of its orders, and what an hour of waiting costs.

    `orders` are pairs of an action's id and its words, `more` what is chosen in the place of close calls; `firm` is all
    of that in few lines. `error` is that of what waiting costs. `given` says what
    becomes of the orders that were given before.
    """

    orders: tuple[tuple[str, str], ...] = ()
    more: tuple[str, ...] = ()
    firm: tuple[str, ...] = ()
    wait: tuple[str, ...] = ()
    error: tuple[str, ...] = ()
    given: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """The whole brief; empty tuples are shown as `none`, never left out."""

    title: str
    at: datetime
    question: str
    confidence: str
    standing: tuple[str, ...]
    known: tuple[BodyKnown, ...]
    ordered: tuple[str, ...]
    going_down: tuple[str, ...]
    already: Window
    ahead: tuple[Window, ...]
    if_suspects: str
    reach: tuple[ReachWindow, ...]
    choices: tuple[Choice, ...]
    orders: tuple[Orders, ...]
    counsel: Counsel
    tested: Tested | None
    channels: tuple[str, ...]
    dates: tuple[str, ...]
    unknowns: tuple[str, ...]
    how_sure: tuple[str, ...]
    holding: Holding = Holding()
