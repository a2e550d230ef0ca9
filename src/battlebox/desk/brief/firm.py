"""How firmly the figures point to their orders, and what it costs to wait with them: in words.

Law: "firm" is said of chance alone, which is drawn again; a wrong guess is another matter (counsel.py). One figure of
waiting, with its unit and error, and its three columns beside it.
Not here: working it out (engine), layout (cli, web).
"""

from __future__ import annotations

from typing import Final

from battlebox.desk.brief.reasons import order_name
from battlebox.desk.brief.saying import counted, listed, people
from battlebox.engine import EVERYTHING, FIRM, Postponed, Redrawn
from battlebox.estate import Estate

UNIT: Final = "weighted person-hours"
_OFTEN: Final = 100 - FIRM
_NAMED: Final = 3
_LEAST: Final = 0.5
CUT: Final = "The time was up before every other order was tried in its place, so more may be a close call"


def firm_words(chosen: int, redraws: int) -> str:
    """How often an order was chosen, and what to make of it."""
    verdict = "firm" if chosen * 100 >= FIRM * redraws else "a close call"
    return f"chosen in {chosen} of {redraws} redraws: {verdict}"


def firm_orders(found: Redrawn | None) -> tuple[tuple[str, str], ...]:
    """For each order of the plan by its id, how firm it is."""
    if found is None:
        return ()
    return tuple((action, firm_words(many, found.redraws)) for action, many in found.chosen)


def firm_more(estate: Estate, found: Redrawn | None) -> tuple[str, ...]:
    """What the redraws choose instead of close calls, or beside them."""
    if found is None:
        return ()
    close = any(many * 100 < FIRM * found.redraws for _, many in found.chosen)
    often = [(name, many) for name, many in found.instead if many * 100 > _OFTEN * found.redraws]
    lines = []
    if often and close:
        said = [f"{order_name(estate, name)}, in {many} of {found.redraws}" for name, many in often]
        lines.append(f"Chosen instead, or as well: {listed(said, _NAMED, between='; ')}")
    return (*lines, CUT) if found.is_cut else tuple(lines)


def waiting_words(found: Postponed | None) -> tuple[str, ...]:
    """What an hour of waiting comes to; empty where there is nothing to wait with."""
    if found is None:
        return ()
    what = "everything is shut down" if found.option == EVERYTHING else "these orders are given"
    later = "an hour later" if found.hours == 1 else f"{found.hours} hours later"
    figure = f"{people(abs(found.mean))} {UNIT}"
    if not found.is_clear:
        way = "more" if found.mean >= 0 else "less"
        return (f"If {what} {later}: no clear difference ({figure} {way})",)
    if found.mean < 0:
        return (f"If {what} {later}: {figure} less harm. There is time to look first",)
    beside = f"beside {people(found.at_once)} if they are given now"
    return (f"If {what} {later}: {figure} more harm, {beside}", *_columns(found))


def waiting_error(found: Postponed | None) -> tuple[str, ...]:
    """How far chance may have moved that figure: for whoever asks how sure it is."""
    return () if found is None else (f"The standard error of that is {people(found.se)} {UNIT}",)


def _columns(found: Postponed) -> tuple[str, ...]:
    named = (
        ("to services that protect people", found.people),
        ("to other services", found.service),
        ("to people whose records are held", found.records),
    )
    rows = [f"{people(abs(mean))} {'less ' if mean < 0 else ''}{whom}" for whom, mean in named if abs(mean) >= _LEAST]
    reached = f"; {counted(found.systems, 'more system')} reached on average" if found.systems >= _LEAST else ""
    return (f"Of that, {listed(rows, len(rows))}{reached}",) if rows else ()


def firm_summary(estate: Estate, found: Redrawn | None) -> tuple[str, ...]:
    """How many orders are firm, and each close call by name: for a page that has no room for every order."""
    if found is None or not found.chosen:
        return ()
    close = [(name, many) for name, many in found.chosen if many * 100 < FIRM * found.redraws]
    firm = len(found.chosen) - len(close)
    least = FIRM * found.redraws // 100
    many = len(found.chosen)
    every = f"all {many} orders" if firm == many > 1 else f"{firm} of {counted(many, 'order')}"
    lines = (f"Firm: {every}, each chosen in {least} of {found.redraws} redraws or more",) if firm else ()
    named = tuple(f"{order_name(estate, name)}: {firm_words(chosen, found.redraws)}" for name, chosen in close)
    return (*lines, *named, *firm_more(estate, found))
