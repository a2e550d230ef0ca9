"""The figures that were on the screen when somebody decided: the choices in words and numbers, and what was asked.

Law: what was shown is kept as it was shown, with the estate, the seed and the question, so that it can be worked out
again and "ignored, because" can be read beside it. Figures are whole: person-hours, and chances in a thousand.
Not here: working them out (brief, engine), the decision that rests on them (decision.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from battlebox.desk.brief.brief import Choice
from battlebox.desk.brief.choices import NOTHING, RECOMMENDED, option_of
from battlebox.desk.brief.cut import CUT_SHORT
from battlebox.desk.brief.findings import Findings
from battlebox.desk.brief.gold import AsItIs, GoldFacts, gold_facts
from battlebox.desk.brief.saying import chance, listed
from battlebox.desk.brief.shutdown import ask_names, own_names
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft
from battlebox.engine import Hit, Option
from battlebox.journal import Kind

ADVICE: Final = "advice"
SHOWN: Final = "shown"
_THOUSAND: Final = 1000
_SINGLY_MOST: Final = 40
_NAMED: Final = 3
ABOUT: Final = (
    "Takes effect",
    "Harm to people",
    "Harm to other services",
    "Records at risk",
    "Shorter out than by watching (average over how the attack may go)",
    "Longer out than by watching (average over how the attack may go)",
    "Can it be undone",
    "Evidence lost",
)
"""What each of a choice's words is about, in their order."""


@dataclass(frozen=True, slots=True)
class HitAsked:
    """A system that was taken as hit: how likely, in a thousand, and since when (None: the estate's default)."""

    system: str
    in_a_thousand: int
    since_microhours: int | None = None


@dataclass(frozen=True, slots=True)
class DownAsked:
    """A thing that was taken as out, from hour to hour."""

    thing: str
    at_microhours: int
    until_microhours: int | None = None


@dataclass(frozen=True, slots=True)
class DoneAsked:
    """An order that was taken as given."""

    action: str
    ago_microhours: int
    until_microhours: int | None = None


@dataclass(frozen=True, slots=True)
class ChoiceShown:
    """One choice as it was read: its words, and its harm in person-hours in the three columns, mean, low and high.

    `own` are the orders that the body which asked gives itself, `asks` those it must ask others for, with whose they
    are.
    """

    letter: str
    name: str
    actions: tuple[str, ...]
    words: tuple[str, ...]
    people: int
    service: int
    records: int
    cost: int
    mean: int
    low: int
    high: int
    orders: tuple[str, ...] = ()
    gold: GoldFacts = field(default_factory=GoldFacts)
    own: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()

    @property
    def said(self) -> tuple[tuple[str, str], ...]:
        """Its words with what each is about."""
        return tuple(zip(ABOUT, self.words, strict=False))


@dataclass(frozen=True, slots=True)
class AdviceShown:
    """Everything that was on the screen. `pointed` is the letter the figures pointed to, if to any.

    `known`, `unknown` and `flips` are sentences: what the question took as so, what nobody knows, what would change it;
    `partners` what partners chose; `guessed` those of `known` that were only reckoned with; `cut` that the time was up
    before all was tried, blank where it was not.
    """

    digest: str
    seed: int
    worlds: int
    hours_microhours: int
    body: str
    hits: tuple[HitAsked, ...]
    downs: tuple[DownAsked, ...]
    dones: tuple[DoneAsked, ...]
    choices: tuple[ChoiceShown, ...]
    headline: str
    pointed: str = ""
    bound: int = 0
    known: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    flips: str = ""
    partners: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ()
    cut: str = ""

    @property
    def sure(self) -> tuple[str, ...]:
        """What was taken as so that somebody knows."""
        return tuple(each for each in self.known if each not in self.guessed)

    def choice(self, letter: str) -> ChoiceShown | None:
        """The choice of that letter."""
        return next((row for row in self.choices if row.letter == letter), None)


def shown_of(
    found: Findings,
    choices: Sequence[Choice],
    *,
    digest: str,
    headline: str,
    unknown: tuple[str, ...] = (),
    partners: tuple[str, ...] = (),
    now: AsItIs | None = None,
) -> AdviceShown:
    """What a screen showed: the answers, the choices in words, and the digest of the estate they were worked out on.

    `now` is what the record knows besides, `partners` the lines on what partners chose.
    """
    asked, advice = found.question, found.advice
    body = found.partner.body if found.partner else ""
    rows = tuple(choice_shown(found, row, option_of(found, row), body, now or AsItIs()) for row in choices)
    known, guesses = _known(found), dict.fromkeys(_hit(hit) for hit in asked.hits if 0 < hit.chance < 1)
    return AdviceShown(
        digest=digest,
        seed=asked.seed,
        worlds=advice.worlds if advice else asked.worlds or 0,
        hours_microhours=asked.hours_microhours,
        body=body,
        hits=tuple(HitAsked(hit.system, round(hit.chance * _THOUSAND), hit.since_microhours) for hit in asked.hits),
        downs=tuple(DownAsked(down.thing, down.at_microhours, down.until_microhours) for down in asked.downs),
        dones=tuple(DoneAsked(done.action, done.ago_microhours, done.until_microhours) for done in asked.dones),
        choices=rows,
        headline=headline,
        pointed=_pointed(found, choices),
        bound=round(advice.bound) if advice else 0,
        known=tuple(line for lines in known.values() for line in lines),
        unknown=unknown,
        partners=partners,
        guessed=tuple(line for what in guesses for line in known[what]),
        cut=CUT_SHORT if found.is_cut else "",
    )


def show_advice(record: Record, officer: Officer, shown: AdviceShown, *, handling: Handling | None = None) -> Saved:
    """Keep what was on the screen, before the decision that refers to it. Raises DeskError."""
    officer.must(Act.PROPOSE if officer.may(Act.PROPOSE) else Act.RECORD_DECISION)
    thing = record.new_id(ADVICE)
    rows = [f"{row.letter}: {row.name}" for row in shown.choices]
    text = "\n".join([f"figures shown, seed {shown.seed}, estate {shown.digest[:12]}: {shown.headline}", *rows])
    about: dict[str, str | int] = {"digest": shown.digest, "seed": shown.seed}
    written = draft(Kind.ADVICE_SHOWN, handling or Handling(), (thing, SHOWN, shown), words=text, about=about)
    return record.append(officer, written, thing=thing)


def advice_of(sight: Sight, entry: str) -> Stated[AdviceShown]:
    """The figures of an entry that a decision refers to. Raises DeskError if they may not be seen."""
    things = [write.thing for write in sight.line(entry).header.writes]
    return sight.need(things[0] if things else ADVICE, SHOWN, AdviceShown, what="advice")


def _pointed(found: Findings, choices: Sequence[Choice]) -> str:
    """The letter of the recommended plan; of watching, where that plan orders nothing."""
    if found.advice is None:
        return ""
    name = RECOMMENDED if found.advice.option(RECOMMENDED).actions else NOTHING
    return next((row.letter for row in choices if row.option == name), "")


def choice_shown(found: Findings, row: Choice, option: Option, body: str, now: AsItIs) -> ChoiceShown:
    """A choice as it was read, with the answer behind it, and its orders parted for the body that asked."""
    given = {done.action for done in found.question.dones}
    words = (row.takes_effect, row.people, row.service, row.records, row.spares, row.stops, row.undo, row.evidence)
    return ChoiceShown(
        letter=row.letter,
        name=row.name,
        actions=option.actions,
        words=words,
        people=round(option.parts.people),
        service=round(option.parts.service),
        records=round(option.parts.records),
        cost=round(option.parts.cost),
        mean=round(option.harm.mean),
        low=round(option.harm.low),
        high=round(option.harm.high),
        orders=row.orders,
        gold=gold_facts(found, option, now),
        own=own_names(found.estate, option.actions, body, given),
        asks=ask_names(found.estate, option.actions, body, given),
    )


def _known(found: Findings) -> dict[str, list[str]]:
    """What the question took as so: what it is, and the sentences of it."""
    systems, things, actions = found.estate.system_by_id, found.estate.thing_by_id, found.estate.action_by_id
    said: dict[str, list[str]] = {}
    for hit in sorted(found.question.hits, key=lambda hit: hit.chance <= 0):
        said.setdefault(_hit(hit), []).append(systems[hit.system].name)
    said["out"] = [things[down.thing].name for down in found.question.downs if down.thing in things]
    said["ordered"] = [actions[done.action].name for done in found.question.dones if done.action in actions]
    return {what: _few(names, what) for what, names in said.items()}


def _hit(hit: Hit) -> str:
    return f"hit, {chance(hit.chance)}" if hit.chance > 0 else "no sign found"


def _few(names: list[str], what: str) -> list[str]:
    """One sentence each; of very many, one that counts them: a sheet and a decision hold no thousand lines."""
    if len(names) <= _SINGLY_MOST:
        return [f"{name}: {what}" for name in names]
    return [f"{listed(names, _NAMED, between='; ')}: {what}"]
