"""Facts as the pages say them: how each stands, who must still clear it, and whether it may leave.

Law: `cleared` is said only where every body that must has said so; who is waited for is named.
Not here: the rules (desk), the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from django.utils.text import capfirst

from battlebox.desk import Act
from battlebox.desk.tell import Bar, Close, Standing, Status, Stays, standing_of
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import seen_or_404
from battlebox.web.incident.said import few_of
from battlebox.web.tables import Cell

STATUS_COLOURS: Final = {
    Status.CONFIRMED: "green",
    Status.BELIEVED: "yellow",
    Status.UNKNOWN: "purple",
    Status.DENIED: "orange",
    Status.SUPERSEDED: "grey",
}


def standing_named(desk: AtDesk, name: str) -> Standing:
    """The fact of an address; 404 where this officer may see none of that name."""
    return seen_or_404(lambda: standing_of(desk.sight, f"fact/{name}"))


def name_of(thing: str) -> str:
    """How a fact or a release is named in addresses."""
    return thing.partition("/")[2]


def why_it_stays(answer: Stays) -> str:
    """Why a fact may not leave, where whom to ask stands beside it by name."""
    is_of_bodies = answer.bar in (Bar.NOT_CLEARED, Bar.REFUSED)
    return answer.bar.value if is_of_bodies else answer.why


def close_words(desk: AtDesk, close: Iterable[Close]) -> list[tuple[str, str, str]]:
    """Each fact that words come close to: its wording, what is to be minded, and whom to ask."""
    return [
        (
            f"{each.standing.said[0].number}: {each.standing.fact.wording}",
            each.why if each.answer is None else why_it_stays(each.answer),
            few_of(desk, each.answer.ask) if each.answer is not None else "",
        )
        for each in close
    ]


def close_lines(desk: AtDesk, close: Iterable[Close], most: int) -> list[str]:
    """The same as lines, so many of them."""
    return few_lines(
        [f"{fact} ({why}{f'; ask {ask}' if ask else ''})" for fact, why, ask in close_words(desk, close)], most
    )


def few_lines(lines: list[str], most: int) -> list[str]:
    """The first so many lines, and how many more there are."""
    left = len(lines) - most
    return lines if left <= 0 else [*lines[:most], f"and {left} more"]


def bodies_words(desk: AtDesk, bodies: Iterable[str]) -> str:
    """Bodies by name."""
    return ", ".join(desk.body_name(each) for each in bodies)


def thing_of(desk: AtDesk, name: str) -> str:
    """A system by name, where the estate has it."""
    return desk.names.any(name) if desk.has_estate else name


def clearance_words(desk: AtDesk, standing: Standing) -> str:
    """`Cleared`, `Needs Eastholt Council`, `Refused by ...`, `Held back by police`, `Two versions`."""
    if len(standing.said) > 1:
        return "Two versions: choose one"
    if standing.holds:
        return f"Held back by {', '.join(sorted({each.holder.value for each in standing.holds}))}"
    if standing.refused_by:
        return f"Refused by {bodies_words(desk, standing.refused_by)}"
    if standing.is_cleared:
        return "Cleared"
    lane = "Goes first, life at risk; still needs" if standing.lane else "Needs"
    return f"{lane} {bodies_words(desk, standing.waiting_for)}"


def twin_rows(desk: AtDesk, standing: Standing) -> list[dict[str, str]]:
    """A fact and each other that says its words under other bounds, with how to settle it; nothing where none does."""
    return [_to_settle(desk, each, _bounds, "correct its label") for each in _and(standing, standing.at_odds)]


def contrary_rows(desk: AtDesk, standing: Standing) -> list[dict[str, str]]:
    """A fact and each other that contradicts it, with how to settle it; nothing where none does."""
    return [_to_settle(desk, each, _stands, "say it anew") for each in _and(standing, standing.against)]


def _and(standing: Standing, others: tuple[Standing, ...]) -> tuple[Standing, ...]:
    return (standing, *others) if others else ()


def _bounds(desk: AtDesk, standing: Standing) -> str:
    return f"{standing.fact.tlp.to_text()}, {clearance_words(desk, standing)}: {standing.fact.outward}"


def _stands(_desk: AtDesk, standing: Standing) -> str:
    return f"{standing.fact.status.value}: {standing.fact.wording}"


def _to_settle(
    desk: AtDesk, standing: Standing, words: Callable[[AtDesk, Standing], str], otherwise: str
) -> dict[str, str]:
    name, own = name_of(standing.thing), standing.owner == desk.officer.body
    change = desk.at("change_fact", name) if own and desk.officer.may(Act.FACT) and desk.has_estate else ""
    return {
        "words": f"{standing.said[0].number}, {words(desk, standing)}",
        "address": desk.at("fact", name),
        "change": change,
        "otherwise": otherwise,
        "end": f"{change}?status={Status.SUPERSEDED.value}" if change else "",
        "theirs": "" if own else desk.body_name(standing.owner),
    }


def status_cell(standing: Standing) -> Cell:
    """How it stands, and how sure its source is held to be."""
    fact = standing.fact
    return Cell(
        capfirst(fact.status.value), tag=STATUS_COLOURS[fact.status], note=f"{fact.confidence.value} confidence"
    )
