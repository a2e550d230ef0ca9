"""The choices side by side: watch, rules of thumb, part of it, the whole council, each in words.

Law: harm stays in its three columns (people, other services, records), and no choice is marked as the better one here.
Not here: which orders the figures point to (counsel.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from battlebox.desk.brief.brief import Choice
from battlebox.desk.brief.findings import Findings
from battlebox.desk.brief.lengths import SHORT, Lengths
from battlebox.desk.brief.reach import short_body
from battlebox.desk.brief.saying import counted, duration, hours_of, listed, once, part_of, people, within
from battlebox.desk.brief.shutdown import orders_of, shutdowns
from battlebox.desk.brief.stops import bodies_of
from battlebox.engine import EVERYTHING, Advice, Option
from battlebox.estate import Action, Service

NOTHING: Final = "nothing"
RECOMMENDED: Final = "recommended"
SUSPECTS: Final = "isolate every suspect"
LINKS: Final = "cut every link between bodies"
WITH_PARTNERS: Final = "with partners"
"""What the table calls the plan that is recommended if partners agree."""
_LEAST_H: Final = 1.0
_CLEAR_H: Final = 2.0
_CLEAR_SHARE: Final = 0.1


def choices(found: Findings, lengths: Lengths) -> tuple[Choice, ...]:
    """The choices in order of how much they cut; empty when there is no advice."""
    if found.advice is None:
        return ()
    watch = found.advice.option(NOTHING)
    rows = _options(found, found.advice)
    return tuple(choice_of(found, "ABCDEFGH"[place], *named, watch, lengths) for place, named in enumerate(rows))


def option_of(found: Findings, row: Choice) -> Option:
    """The answer behind a choice of the table."""
    if row.option == WITH_PARTNERS and found.partner is not None:
        return replace(found.partner.together.option(RECOMMENDED), name=WITH_PARTNERS)
    if found.advice is None:
        raise KeyError(row.option)
    return found.advice.option(row.option)


def letter_of(shown: Sequence[Choice], option: str) -> str:
    """The letter a choice has in the table, or the option's own name where it is not shown."""
    return next((row.letter for row in shown if row.option == option), option)


def is_all_ordered(found: Findings) -> bool:
    """Whether everything was shut down already: a plan may not repeat what was ordered, so it is no choice."""
    given = {row.action for row in found.question.dones}
    each = shutdowns(found.estate)
    return EVERYTHING in given or (bool(each) and all(row.is_given(given) for row in each))


def is_with_partners(found: Findings) -> bool:
    """Whether a body's plan would be another if its partners agreed: then both stand in the table."""
    if found.partner is None:
        return False
    alone, together = (row.option(RECOMMENDED).actions for row in (found.partner.alone, found.partner.together))
    return set(alone) != set(together)


def _options(found: Findings, advice: Advice) -> list[tuple[str, Option]]:
    by_name = {row.name: row for row in advice.options}
    part = by_name[RECOMMENDED]
    rows = [("Watch: no new order", by_name[NOTHING])]
    rows += [(words, by_name[name]) for name, words in _THUMBS if name in by_name]
    if part.actions:
        rows.append((f"Part of it: {counted(len(part.actions), 'order')}", part))
    if found.partner is not None and is_with_partners(found):
        together = replace(found.partner.together.option(RECOMMENDED), name=WITH_PARTNERS)
        rows.append((f"With partners: {counted(len(together.actions), 'order')}", together))
    if EVERYTHING in by_name and not is_all_ordered(found):
        rows.append(("Whole council: all hosts shut down", by_name[EVERYTHING]))
    return rows


_THUMBS: Final = ((SUSPECTS, "Isolate every suspect"), (LINKS, "Cut every link between bodies"))


def choice_of(found: Findings, letter: str, name: str, row: Option, watch: Option, lengths: Lengths = SHORT) -> Choice:
    """One option in words, beside watching on the same worlds."""
    given = {done.action for done in found.question.dones}
    orders = orders_of(found.estate, row.actions, given)
    spared = _compared(found, watch, row)
    stopped = _compared(found, row, watch)
    return Choice(
        letter=letter,
        name=name,
        option=row.name,
        orders=tuple(action.name for action in orders),
        takes_effect=_takes_effect(found, row, orders),
        people=_harm_words(found, row, lengths=lengths, vital=True),
        service=_harm_words(found, row, lengths=lengths, vital=False),
        records=_records(found, row, watch),
        spares="nothing" if row is watch else _change(found, spared, lengths),
        stops="nothing more" if row is watch else _change(found, stopped, lengths),
        undo=_undo(found, row, orders, lengths),
        evidence=_evidence(row, orders, lengths),
    )


def _takes_effect(found: Findings, row: Option, orders: tuple[Action, ...]) -> str:
    if row.name == EVERYTHING:
        return f"in {duration(hours_of(found.estate.cyber.everything_takes_microhours))}"
    if not orders:
        return "no order"
    first = min(action.takes_microhours for action in orders)
    last = max(action.takes_microhours for action in orders)
    if last == 0:
        return "at once"
    begins = "at once" if first == 0 else f"in {duration(hours_of(first))}"
    return begins if first == last else f"{begins}; the last in {duration(hours_of(last))}"


def _harm_words(found: Findings, row: Option, *, lengths: Lengths, vital: bool) -> str:
    """How many services are out, for how long, whom they serve, and the worst of them by name."""
    out = _ranked(found, {key: hours for key, hours in row.service_hours.items() if hours >= _LEAST_H}, vital=vital)
    if not out:
        return "none out for an hour or more"
    served = people(sum(service.people for service, _ in out))
    usual = duration(sum(hours for _, hours in out) / len(out))
    worst = [f"{name}, {duration(hours)}" for name, hours in _by_name(found, out)]
    named = "; ".join(worst[: lengths.cells])
    lead = "Worst first" if lengths.is_whole else "Worst"
    return f"{counted(len(out), 'service')}, {usual} each; {served} people a day. {lead}: {named}"


def _by_name(found: Findings, rows: Sequence[tuple[Service, float]]) -> list[tuple[str, float]]:
    """Services of one name together: the name with whose they are (unless all are one body's), the longest hours."""
    groups: dict[str, list[tuple[Service, float]]] = {}
    for service, hours in rows:
        groups.setdefault(service.name, []).append((service, hours))
    found_hours = []
    for name, members in groups.items():
        bodies = bodies_of(found, [row for row, _ in members])
        found_hours.append((f"{name} ({bodies})" if bodies else name, max(hours for _, hours in members)))
    return found_hours


def vital_out(found: Findings, row: Option) -> tuple[tuple[Service, float], ...]:
    """The services protecting people that are out for an hour or more, as the column of harm to people counts them."""
    out = {key: hours for key, hours in row.service_hours.items() if hours >= _LEAST_H}
    return tuple(_ranked(found, out, vital=True))


def _ranked(found: Findings, hours: dict[str, float], *, vital: bool) -> list[tuple[Service, float]]:
    weights = found.estate.harm
    rows = [
        (found.estate.service_by_id[key], mean)
        for key, mean in hours.items()
        if found.estate.service_by_id[key].protects.is_people is vital
    ]

    def weight(pair: tuple[Service, float]) -> float:
        service, mean = pair
        severity = service.severity if service.severity is not None else weights.severity[service.priority]
        return -mean * service.people * (1 + weights.vulnerable_extra * service.vulnerable) * severity

    return sorted(rows, key=weight)


def _records(found: Findings, row: Option, watch: Option) -> str:
    sure = {hit.system for hit in found.question.hits if hit.chance >= 1}
    systems = found.estate.system_by_id
    at_risk = sum(place.reached * systems[place.id].records for place in found.reach if place.id not in sure)
    if row is watch:
        beyond = f"records of {people(at_risk)} people could be taken beyond what is already hit"
        return beyond if at_risk >= 1 else "none"
    if row.parts.records <= 0:
        return "none"
    return part_of(row.parts.records, watch.parts.records, "what watching risks")


def _compared(found: Findings, more: Option, less: Option) -> list[tuple[Service, float]]:
    """Services clearly longer out under one option than under the other, those protecting people first."""
    gain = {
        key: hours - less.service_hours.get(key, 0.0)
        for key, hours in more.service_hours.items()
        if hours - less.service_hours.get(key, 0.0) >= max(_CLEAR_H, _CLEAR_SHARE * hours)
    }
    vital, others = _ranked(found, gain, vital=True), _ranked(found, gain, vital=False)
    return [*vital, *others]


def _change(found: Findings, rows: list[tuple[Service, float]], lengths: Lengths) -> str:
    """How many services change, how many of them protect people, and the first of them, whose, with the hours."""
    if not rows:
        return "nothing clear"
    vital = sum(row.protects.is_people for row, _ in rows)
    first = [f"{name}, by {duration(hours)}" for name, hours in _by_name(found, rows)]
    named = "; ".join(first[: lengths.cells])
    return f"{counted(len(rows), 'service')} ({vital or 'none'} protecting people), first {named}"


def _undo(found: Findings, row: Option, orders: tuple[Action, ...], lengths: Lengths) -> str:
    if row.name == EVERYTHING:
        lasts = duration(hours_of(found.estate.cyber.everything_lasts_microhours))
        return f"slowly: checking and bringing back takes {lasts}{_own_terms(found, orders)}"
    if not orders:
        return "nothing to undo"
    unwritten = sum(not (action.undo or "").strip() for action in orders)
    longest = duration(hours_of(max(action.lasts_microhours for action in orders)))
    words = _cells((action.undo for action in orders), "not written down", lengths)
    if unwritten:
        return f"{unwritten} of {len(orders)} have no way back written: {words}"
    return f"yes, after checks of {longest}: {words}"


def _own_terms(found: Findings, orders: tuple[Action, ...]) -> str:
    """The whole council is priced with the estate's own hours: orders that say others are named."""
    cyber = found.estate.cyber
    priced = (cyber.everything_takes_microhours, cyber.everything_lasts_microhours)
    other = [row for row in orders if (row.takes_microhours, row.lasts_microhours) != priced]
    if not other:
        return ""
    said = (
        f"{short_body(found.estate.body_by_id[row.body].name)}'s order says that it works "
        f"{within(hours_of(row.takes_microhours))} and takes {duration(hours_of(row.lasts_microhours))} to undo"
        for row in other
    )
    return f" in these figures, but {listed(list(said), len(other), between='; ')}"


def _evidence(row: Option, orders: tuple[Action, ...], lengths: Lengths) -> str:
    if row.name == EVERYTHING:
        return "memory of running machines, unless it is captured first"
    if not orders:
        return "none by us"
    if all((action.evidence or "").strip().lower() == "none" for action in orders):
        return "none"
    return _cells((action.evidence for action in orders), "not written down", lengths)


def _cells(cells: Iterable[str | None], blank: str, lengths: Lengths) -> str:
    """The first cell, and how many more differ."""
    words = [text for text in once(cells) if text != "none"]
    if not words:
        return blank
    left = len(words) - lengths.cells
    return "; ".join(words[: lengths.cells]) + (f"; {left} more" if left > 0 else "")
