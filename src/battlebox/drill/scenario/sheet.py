"""The run sheet: a scenario in words, in the order in which it is played, to be read aloud by whoever runs it.

Law: everything a facilitator needs is on it and in one order; with an estate every name is that estate's, without one
each part is said in words.
Not here: screens (cli, web), the same as data (told.py).
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from battlebox.desk.tell import shipped_library
from battlebox.drill.scenario.branch import Branch
from battlebox.drill.scenario.cast import Cast
from battlebox.drill.scenario.event import EventKind, WorldEvent
from battlebox.drill.scenario.inject import Expected, Inject, Measure
from battlebox.drill.scenario.part import OTHERS, PLAYER
from battlebox.drill.scenario.scenario import Scenario
from battlebox.drill.scenario.sign import Answer, Sign
from battlebox.drill.scenario.words import said

WIDTH: Final = 100
_HOUR: Final = 60
_DAY: Final = 24
Says = Callable[[str], str]


def run_sheet(scenario: Scenario, cast: Cast | None = None) -> str:
    """The whole run sheet, in paragraphs of at most a hundred columns."""
    says = cast.says if cast is not None else in_words(scenario)
    blocks = [
        *_head(scenario),
        *_cast(scenario, cast),
        *_para("Read to everybody at the start", says(scenario.read_aloud)),
        *_para("For whoever runs it alone: what is so", says(scenario.attack.words)),
        *(_para("For whoever runs it alone", says(scenario.facilitator)) if scenario.facilitator else ()),
        "TIMELINE",
        *_timeline(scenario, says),
        "STRAIGHT AFTERWARDS, ASK",
        "\n".join(_wrapped(f"{at}. {says(each)}", "   ") for at, each in enumerate(scenario.debrief, 1)),
        *_sources(scenario),
    ]
    return "\n\n".join(blocks) + "\n"


def in_words(scenario: Scenario) -> Says:
    """Texts in which each part is said by what it is, where no estate fills it."""
    names = {PLAYER: "your council"}
    for each in scenario.parts:
        # A part stands after those it names, which have their words already; one pair of brackets is enough.
        plain = {part: name.strip("[]") for part, name in names.items()}
        names[each.id] = f"[{said(each.words, plain)}]"
    return lambda text: said(text, names)


def due(minutes: int) -> str:
    """`T+1:05`: hours and minutes of play after the start."""
    return f"T+{minutes // _HOUR}:{minutes % _HOUR:02}"


def span_words(hours: int) -> str:
    """`3 days`, `6 hours`."""
    number, unit = (hours // _DAY, "day") if hours % _DAY == 0 else (hours, "hour")
    return f"{number} {unit}{'' if number == 1 else 's'}"


def sign_words(sign: Sign, says: Says) -> str:
    """How one would look for it in the record."""
    parts = [sign.kind.value]
    if sign.about:
        parts += ["about another body" if sign.about == OTHERS else says("about {" + sign.about + "}")]
    parts += [f"of the clock {sign.clock}"] if sign.clock else []
    parts += [f"with {name} {word}" for name, word in sign.where]
    return ", ".join(parts)


def _head(scenario: Scenario) -> Iterator[str]:
    yield "EXERCISE EXERCISE EXERCISE"
    yield scenario.title
    yield _wrapped(scenario.summary)
    roles = ", ".join(each.words for each in scenario.roles) or "any"
    begins = f"{scenario.weekday.words} at {scenario.starts:%H:%M}"
    alone = f"; {len(scenario.solo)} of them for one officer alone" if scenario.solo else ""
    yield "\n".join(
        (
            f"Played in {scenario.minutes} minutes; the story begins on a {begins}",
            _wrapped(f"Roles: {roles}", "       "),
            f"{len(scenario.injects)} injects{alone}",
        )
    )
    lines = [_wrapped(f"- {each.words}", "  ") for each in scenario.objectives]
    yield "\n".join(["What is practised", *lines])


def _cast(scenario: Scenario, cast: Cast | None) -> Iterator[str]:
    if cast is None:
        return
    words = {each.id: each.words for each in scenario.parts}
    lines = [_wrapped(f"Played on {cast.estate} by {cast.of(PLAYER).name}")]
    for each in cast.filled[1:]:
        what = cast.says(words[each.part])
        none = "" if each.id else " (the estate names none: it is spoken of, and nothing happens to it)"
        tail = f"{each.name}{none}"
        lines.append(_wrapped(f"- {what}: {tail}", "  "))
    yield "\n".join(lines)


def _timeline(scenario: Scenario, says: Says) -> Iterator[str]:
    asks = {each.id: says(each.asks) for each in scenario.branches}
    rows: list[tuple[int, int, str]] = [
        *((each.by_minutes, 0, _branch(each, asks, says)) for each in scenario.branches),
        *((each.at_minutes, 1, _event(each, asks, says)) for each in scenario.events),
        *((each.at_minutes, 2, _inject(each, asks, says)) for each in scenario.injects),
    ]
    # Sorted by time and by what comes first at one minute; what shares both keeps the order of the file.
    yield from (text for _, _, text in sorted(rows, key=lambda row: row[:2]))


def _only_if(branch: str, when: Answer, asks: dict[str, str]) -> str:
    return f"Only if the answer is {when}: {asks[branch]}" if branch else ""


def _branch(branch: Branch, asks: dict[str, str], says: Says) -> str:
    where, shown = "the record", "; or ".join(sign_words(each, says) for each in branch.any)
    if branch.taken:
        where, shown = "the truth", says(f"the attacker has {{{branch.taken}}}")
    elif branch.shut:
        where = "the truth"
        shown = "; or ".join(says(f"{{{each}}} is shut off, and what was ordered works") for each in branch.shut)
    lines = [
        f"{due(branch.by_minutes)}  Look into {where}",
        _only_if(branch.under, branch.when, asks),
        asks[branch.id],
        f"Yes, if it holds: {shown}",
    ]
    return _block(lines)


def _event(event: WorldEvent, asks: dict[str, str], says: Says) -> str:
    head = f"{due(event.at_minutes)}  {_HEADS[event.kind]}"
    if event.kind is EventKind.TIME_PASSES:
        head += f": {span_words(event.hours)} ahead"
    if event.kind is EventKind.RANSOM:
        head += f": {span_words(event.hours)} to pay"
    truth = f"What is so: {says(event.truth)}" if event.truth else ""
    return _block([head, _only_if(event.branch, event.when, asks), says(event.words), truth])


def _inject(inject: Inject, asks: dict[str, str], says: Says) -> str:
    to = ", ".join(each.words for each in inject.to) or "everybody"
    head = f"{due(inject.at_minutes)}  Inject {inject.number}: {says(inject.title)}"
    clocks = {each.id: each.title for each in shipped_library().clocks}
    lines = [
        head,
        _only_if(inject.branch, inject.when, asks),
        f"{_capital(inject.by.value)}. From: {says(inject.sender)}. To: {to}",
        *(f"| {line}" for line in says(f"EXERCISE EXERCISE EXERCISE\n{inject.text}").split("\n")),
    ]
    for each in inject.attachments:
        lines += [f"With it, {each.name}:", *(f"| {line}" for line in says(each.text).split("\n"))]
    lines += [_expected(each, says) for each in inject.expected]
    lines += [f"Clock it should start: {clocks[each]} ({each})" for each in inject.clocks]
    lines += [says(f"Players know from it: {{{each}}} is compromised, true or not") for each in inject.tells]
    lines += [
        f"Watched by the {says(inject.evaluator)}",
        f"2 points: {says(inject.scores.full)}",
        f"1 point: {says(inject.scores.half)}",
        f"0 points: {says(inject.scores.none)}",
        f"From: {', '.join(inject.sources)}" if inject.sources else "Made up for the exercise",
    ]
    return _block(lines)


def _expected(expected: Expected, says: Says) -> str:
    shown = "; or ".join(sign_words(each, says) for each in expected.any)
    anew = ". Only what is written after the inject counts" if expected.anew else ""
    minutes = f"{expected.within_minutes} minute{'' if expected.within_minutes == 1 else 's'}"
    return f"Expected within {minutes} ({_MEASURES[expected.measure]}): {says(expected.do)}. Seen by: {shown}{anew}"


def _sources(scenario: Scenario) -> Iterator[str]:
    if scenario.sources:
        yield "\n".join(["SOURCES", *(_wrapped(f"{key}: {words}", "    ") for key, words in scenario.sources)])


def _para(title: str, text: str) -> Iterator[str]:
    yield "\n".join([title, *(_wrapped(line) for line in text.split("\n"))])


def _block(lines: Iterable[str]) -> str:
    first, *rest = (each for each in lines if each)
    shown = [_fill(first, after=" " * 8)]
    for each in rest:
        lead = "    | " if each.startswith("| ") else "    "
        text = each.removeprefix("| ")
        shown.append(_fill(text, before=lead, after=lead) or lead.rstrip())
    return "\n".join(shown)


def _wrapped(text: str, indent: str = "") -> str:
    return _fill(text, after=indent)


def _fill(text: str, *, before: str = "", after: str = "") -> str:
    """A paragraph in lines; no word is broken, as one that is read aloud must not be."""
    return textwrap.fill(text, WIDTH, initial_indent=before, subsequent_indent=after, break_on_hyphens=False)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


_MEASURES: Final = {
    Measure.TIME: "scored on time",
    Measure.RECORD: "scored on the record",
    Measure.REACH: "scored on who was reached",
}
_HEADS: Final = {
    EventKind.TAKEN: "The attacker takes a system",
    EventKind.FOUND: "Signs of the attack can be seen",
    EventKind.FAILS: "A system goes out",
    EventKind.LINK_DIES: "A link goes dead",
    EventKind.CHANNEL_DIES: "A channel goes dead",
    EventKind.SERVICE_STOPS: "A service stops",
    EventKind.COMES_BACK: "Something works again",
    EventKind.BACKUPS_DELETED: "Backups are deleted",
    EventKind.DATA_COPIED: "Data is copied",
    EventKind.DATA_PUBLISHED: "Data is published",
    EventKind.RANSOM: "A demand for money",
    EventKind.BULLETIN: "A bulletin comes",
    EventKind.PARTNER_SHUTS: "A partner cuts its links",
    EventKind.PRESS_WRONG: "The press says what is not so",
    EventKind.TIME_PASSES: "The story leaps",
}
