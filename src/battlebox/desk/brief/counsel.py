"""What the figures point to, below the choices; how it stands under other guesses; when to give no advice.

Law: an order that does not clearly save anything is not named, and "not enough is known" is a full answer.
Not here: harm units and bounds (sure.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import hypot
from typing import Final

from battlebox.desk.brief.brief import Choice, Counsel, Tested
from battlebox.desk.brief.choices import NOTHING, RECOMMENDED, is_all_ordered, letter_of, option_of, vital_out
from battlebox.desk.brief.cut import CUT_SHORT, CUT_TEST, TESTS_CUT
from battlebox.desk.brief.findings import Findings
from battlebox.desk.brief.groups import together
from battlebox.desk.brief.lengths import Lengths
from battlebox.desk.brief.pivots import chosen, pivot_lines, too_open
from battlebox.desk.brief.saying import chance, counted, duration, hours_of, listed, part_of, plain, within
from battlebox.engine import EVERYTHING, Advice, Option, Pivot, Rerun

GUESSED: Final = {
    "half_chance": "if spread and suspicion are half as likely",
    "double_chance": "if spread and suspicion are twice as likely",
    "half_hours": "when looking half as far ahead",
    "double_hours": "when looking twice as far ahead",
    "double_lasts": "if checking takes twice as long",
}
"""Each guess that is tried, in words."""
_GUESSES: Final = ("half_chance", "double_chance", "double_lasts")
_GENTLER: Final = 2
_CLEAR: Final = 2.0
"""Standard errors by which figures must stand apart to be said to differ."""


def counsel(found: Findings, shown: Sequence[Choice], lengths: Lengths) -> Counsel:
    """The advice in words, with the two inputs to ask for first."""
    advice = found.advice
    if advice is None:
        return Counsel(
            enough=False,
            headline="Not enough is known to advise: no system is confirmed or suspected.",
            first=(),
            orders=(),
            ask_first=("which system is hit, or may be hit, and how likely", "how long ago it began"),
        )
    plan = advice.option(RECOMMENDED)
    return Counsel(
        enough=True,
        headline=_headline(plan, shown),
        first=((CUT_SHORT,) if found.is_cut else ()) + _first(found, advice, shown),
        orders=_orders(found, advice, plan, lengths),
        ask_first=ask_first(found),
    )


def tested(
    found: Findings, shown: Sequence[Choice], reruns: Sequence[Rerun], pivots: Sequence[Pivot], lengths: Lengths
) -> Tested:
    """How the advice stands under the changed guesses, and which of them would turn it.

    Not enough is known when every changed guess flips it, or when one that nobody knows parts acting from watching.
    """
    said = _under_guesses(found, reruns, lengths)
    turns = pivot_lines(found.estate, pivots, chosen(shown))
    why_not = too_open(found, pivots, shown) if said.enough else ""
    return replace(said, enough=said.enough and not why_not, headline=why_not or said.headline, turns=turns)


def _under_guesses(found: Findings, reruns: Sequence[Rerun], lengths: Lengths) -> Tested:
    flips = [row for row in reruns if not row.same]
    lines = tuple(_tested_line(found, row, lengths) + (CUT_TEST if row.is_cut else "") for row in reruns)
    cut = TESTS_CUT if any(row.is_cut for row in reruns) else ""
    if not reruns:
        return Tested(enough=True, headline="", lines=())
    guesses = [row for row in reruns if row.name in _GUESSES]
    if guesses and all(not row.same for row in guesses):
        first, second = ask_first(found)
        return Tested(
            enough=False,
            headline="Not enough is known to advise: the advice flips with every guess that was changed. "
            f"Two things would change the answer: {first}; {second}.{cut}",
            lines=lines,
        )
    if not flips:
        return Tested(enough=True, headline=f"Same advice under {_all_of(len(reruns))}.{cut}", lines=lines)
    when = ", or ".join(GUESSED.get(row.name, row.name) for row in flips)
    same = f"{len(reruns) - len(flips)} of {len(reruns)}"
    said = f"Same advice under {same} changed guesses. It flips {when}.{cut}"
    return Tested(enough=True, headline=said, lines=lines)


def _all_of(guesses: int) -> str:
    return "the one guess that was changed" if guesses == 1 else f"all {guesses} changed guesses"


def ask_first(found: Findings) -> tuple[str, str]:
    """What to ask before anything is worked out: the least certain suspect, and how long checking takes."""
    checking = f"how long checking a system takes (now taken as {duration(_checking_h(found))})"
    suspects = [hit for hit in found.question.hits if 0 < hit.chance < 1]
    if suspects:
        doubt = max(suspects, key=lambda hit: (hit.chance * (1 - hit.chance), hit.system))
        name = found.estate.system_by_id[doubt.system].name
        return (f"whether {name} is really hit (now taken as {chance(doubt.chance)})", checking)
    sure = next((hit.system for hit in found.question.hits if hit.chance >= 1), "")
    name = found.estate.system_by_id[sure].name if sure else "the hit system"
    return (f"how likely the attacker is to move on from {name}", checking)


def _checking_h(found: Findings) -> float:
    if found.advice is not None:
        plan = found.advice.option(RECOMMENDED).actions
        times = [found.estate.action_by_id[key].lasts_microhours for key in plan if key in found.estate.action_by_id]
        if times:
            return hours_of(max(times))
    return hours_of(found.estate.cyber.lasts_microhours)


def _headline(plan: Option, shown: Sequence[Choice]) -> str:
    if not plan.actions:
        return "No order clearly saves harm on what is known. Watch, log the reason, and set the next check."
    letter = letter_of(shown, RECOMMENDED)
    return f"The figures point to choice {letter}: {counted(len(plan.actions), 'order')}. You decide."


def _first(found: Findings, advice: Advice, shown: Sequence[Choice]) -> tuple[str, ...]:
    lines = []
    offered = not is_all_ordered(found)
    if advice.everything_first and offered:
        lines.append(
            "Read this first: on these figures the harm is clearly less if every council that hosts systems "
            f"shuts its own down (choice {letter_of(shown, EVERYTHING)}){_though(found, advice)}."
        )
    lines += [_gentler_line(found, advice, row) for row in gentler(found, shown)[:_GENTLER]]
    for name in advice.option(RECOMMENDED).unavailable:
        lines.append(f"No order isolates {_thing(found, name)} alone, so the plan cannot.")
    return tuple(lines)


def _though(found: Findings, advice: Advice) -> str:
    """What the table shows against it: all harm can be less with more services out, each for less long."""
    more, less = (len(vital_out(found, advice.option(name))) for name in (EVERYTHING, RECOMMENDED))
    if more <= less:
        return ""
    return f", though {counted(more, 'service')} protecting people would be out then, and {less or 'none'} otherwise"


def gentler(found: Findings, shown: Sequence[Choice]) -> tuple[Choice, ...]:
    """The choices that do people clearly less harm than the orders named, by what stands on the page.

    1. The engine must find it clear on the same worlds.
    2. The figures behind "How sure?" must say so with their spread: two standard errors apart, each with its own.
    3. The cell of the table must not read the other way: no more services, hours each or people a day.
    """
    if found.advice is None:
        return ()
    plan = found.advice.option(RECOMMENDED)
    rows = [row for row in shown if row.option in found.advice.gentler]
    if found.advice.everything_first:
        # That all harm is less is said first, and says enough.
        rows = [row for row in rows if row.option != EVERYTHING]
    return tuple(row for row in rows if _reads_gentler(found, option_of(found, row), plan))


def _reads_gentler(found: Findings, one: Option, plan: Option) -> bool:
    lead = plan.people.mean - one.people.mean
    if lead <= _CLEAR * hypot(plan.people.se, one.people.se):
        return False
    pairs = list(zip(_cell(found, one), _cell(found, plan), strict=True))
    return all(less <= more for less, more in pairs) and any(less < more for less, more in pairs)


def _cell(found: Findings, row: Option) -> tuple[float, float, float]:
    """What the column of harm to people tells: how many services are out, for how long each, for how many people."""
    out = vital_out(found, row)
    hours = sum(hours for _, hours in out) / len(out) if out else 0.0
    return len(out), hours, sum(service.people for service, _ in out)


def _gentler_line(found: Findings, advice: Advice, row: Choice) -> str:
    plan, one = advice.option(RECOMMENDED), option_of(found, row)
    more = one.harm.mean - plan.harm.mean > _CLEAR * hypot(plan.harm.se, one.harm.se)
    rest = "though more harm in all" if more else "and about as much harm in all"
    than = "the orders below" if plan.actions else "watching"
    return f"Choice {row.letter} does people clearly less harm than {than}, {rest}."


def _orders(found: Findings, advice: Advice, plan: Option, lengths: Lengths) -> tuple[str, ...]:
    """One line for orders that tell alike, the most telling first: what leaving any one of them out brings back."""
    watching = advice.option(NOTHING).harm.mean
    saves = {row.action: row.mean for row in plan.savings}
    groups: dict[str, list[str]] = {}
    for key in sorted(saves, key=lambda action: (-saves[action], action)):
        share = part_of(max(saves[key], 0.0), watching, "the harm of watching")
        groups.setdefault(share.replace("almost nothing", "a little"), []).append(_order(found, key))
    rest = [_order(found, key) for key in plan.actions if key not in saves]
    unweighed = f"Not weighed one by one in the time given: {together(rest, lengths.names)}"
    lines = tuple(
        f"{'Leaving this out' if len(names) == 1 else 'Leaving out any one of these'} brings back {share}: "
        f"{together(names, lengths.names)}"
        for share, names in groups.items()
    )
    return (*lines, unweighed) if rest else lines


def _order(found: Findings, key: str) -> str:
    """An order, and when it works."""
    action = found.estate.action_by_id[key]
    takes = action.takes_microhours
    return f"{plain(action.name)} ({f'works {within(hours_of(takes))}' if takes else 'at once'})"


def _tested_line(found: Findings, row: Rerun, lengths: Lengths) -> str:
    name = GUESSED.get(row.name, row.name)
    if row.same:
        return f"Same advice {name}."
    changes = [f"add {_named(found, row.adds, lengths)}"] if row.adds else []
    changes += [f"drop {_named(found, row.drops, lengths)}"] if row.drops else []
    return f"Flips {name}: {'; '.join(changes) or 'another plan is clearly better'}."


def _named(found: Findings, keys: Sequence[str], lengths: Lengths) -> str:
    """The order that tells most, and how many more: a sentence that is too long is not read."""
    return listed([_thing(found, key) for key in keys], lengths.cells)


def _thing(found: Findings, key: str) -> str:
    if key in found.estate.action_by_id:
        return f"\u201c{found.estate.action_by_id[key].name}\u201d"
    return found.estate.system_by_id[key].name if key in found.estate.system_by_id else key
