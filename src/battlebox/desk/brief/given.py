"""What becomes of the orders that were given, now that facts have changed: keep, add, take back, and why, in words.

Law: every order given is told of, or counted; each line has its figure; what taking one back must gain is always said.
Not here: working it out (engine), layout (cli, web).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from battlebox.desk.brief.firm import UNIT
from battlebox.desk.brief.reach import short_body
from battlebox.desk.brief.saying import counted, people, plain
from battlebox.engine import EVERYTHING, Because, Restaged, Step, Verdict
from battlebox.estate import Estate

_NAMED: Final = 30
"""Orders of one verdict that are named; the rest is counted."""
CUT: Final = "The time was up before every order was weighed, so fewer may be taken back than should be"


def given_lines(estate: Estate, found: Restaged | None) -> tuple[str, ...]:
    """What to take back first, then what to keep and to add; empty where nothing was given."""
    return () if found is None else tuple(_Said(estate, found).lines())


class _Said:
    """The sentences of one answer."""

    def __init__(self, estate: Estate, found: Restaged) -> None:
        self.estate = estate
        self.found = found
        self.must = people(found.penalty)

    def lines(self) -> Iterator[str]:
        """All of them."""
        found = self.found
        many = {verdict: len(found.of(verdict)) for verdict in Verdict}
        yield (
            f"As things stand now: take back {many[Verdict.BACK] or 'none'}, keep {many[Verdict.KEEP] or 'none'}, "
            f"add {many[Verdict.ADD] or 'none'}"
        )
        told = {Verdict.BACK: self.back, Verdict.KEEP: self.keep, Verdict.ADD: self.add, Verdict.STANDS: self.stands}
        for verdict, words in told.items():
            rows = [row for row in found.steps if row.verdict is verdict]
            yield from (words(row) for row in rows[:_NAMED])
            if len(rows) > _NAMED:
                yield f"and {counted(len(rows) - _NAMED, 'more order')}: {verdict.value}"
        share = f"{found.reversal:g} in 100 of the harm if all stays and nothing is added"
        yield f"Taking an order back must gain {self.must} {UNIT}: {share}"
        if found.is_cut:
            yield CUT

    def back(self, row: Step) -> str:
        """Why it is worth reversing, and how it is undone."""
        undo = "" if row.action == EVERYTHING else plain(self.estate.action_by_id[row.action].undo or "")
        way = f". How: {undo}" if undo else ". How it is undone is not written down"
        return f"Take back {self.name(row)}: {people(row.mean)} less harm than keeping it{way}"

    def keep(self, row: Step) -> str:
        """Why it stays: what it still saves, or that reversing it gains too little."""
        if row.is_clear:
            return f"Keep {self.name(row)}: taking it back would do {people(row.mean)} more harm"
        if row.mean >= 0 or -row.mean < row.se:
            return f"Keep {self.name(row)}: taking it back makes no clear difference"
        gain = people(-row.mean)
        if -row.mean <= self.found.penalty:
            return f"Keep {self.name(row)}: taking it back would save {gain}, and it must gain {self.must}"
        return f"Keep {self.name(row)}: taking it back may save {gain}, but it is not clear that it gains {self.must}"

    def add(self, row: Step) -> str:
        """What it saves beside all that is kept."""
        return f"Add {self.name(row)}: {people(row.mean)} less harm than without it"

    def stands(self, row: Step) -> str:
        """Why there is nothing to decide."""
        if row.because is Because.OVER:
            return f"Nothing to decide on {self.name(row)}: it has run out"
        if row.action == EVERYTHING:
            return "No body alone can take back the shutdown of everything"
        body = short_body(self.estate.body_by_id[self.estate.action_by_id[row.action].body].name)
        return f"Nothing for us to decide on {self.name(row)}: only {body} can take it back"

    def name(self, row: Step) -> str:
        """An order by its name, and whose it is."""
        if row.action == EVERYTHING:
            return "the shutdown of everything"
        order = self.estate.action_by_id[row.action]
        return f"\u201c{plain(order.name)}\u201d ({short_body(self.estate.body_by_id[order.body].name)})"
