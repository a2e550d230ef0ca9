"""Telling people, in the demonstration: clocks that run, facts that are cleared and not, and one figure that was wrong.

Law: as in demo.py, every line goes through the desk's own functions; nothing is sent to anybody.
Not here: the rest of the three hours (demo.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from battlebox.desk.officer import Officer
from battlebox.desk.picture.picture import picture_of
from battlebox.desk.picture.revision import InUse
from battlebox.desk.record.record import Record
from battlebox.desk.record.sight import Sight
from battlebox.desk.tell import (
    Candidate,
    Clearance,
    ClockDesk,
    ClockReport,
    Confidence,
    Fact,
    Outlet,
    PressCall,
    Statement,
    Status,
    Verdict,
    Whom,
    all_prepared,
    change_fact,
    clear_fact,
    fact_of,
    facts_of,
    note_call,
    propose_statement,
    record_report,
    release_facts,
    shipped_library,
    start_clock,
    state_fact,
    suggest_aware,
)
from battlebox.marking import Tlp

Step = Callable[[int, Callable[[], object]], None]
SHUT: Final = "Some council systems are shut off as a precaution, and about ten services are slower."
SHUT_ANEW: Final = SHUT.replace("about ten", "about thirty")
PRESS_OFFICE: Final = "communications officer"


@dataclass
class Telling:
    """Who tells whom, on the way of the script: `step` puts an act at a minute, `after` says when that is."""

    record: Record
    cast: Mapping[str, Officer]
    used: Callable[[], InUse]
    after: Callable[[int], datetime]
    step: Step

    def play(self) -> None:
        """Everything that is told in the three hours."""
        self._clocks()
        self._facts()
        self._press()

    def _clocks(self) -> None:
        data, silver = self.cast["rbkc.data"], self.cast["rbkc.silver"]
        named = Candidate(
            "rbkc", self.after(24), "on-call IT lead", "the sign-ins were read and understood", "sign-in logs"
        )
        self.step(93, lambda: suggest_aware(self.record, self.used().estate, data, named))
        for minutes, clock, channel in ((90, "ncsc", "telephone"), (96, "police", "telephone, non-urgent line")):
            self.step(minutes, self._told(clock, minutes, silver, channel))

    def _told(self, clock: str, minutes: int, officer: Officer, channel: str) -> Callable[[], object]:
        """A clock was started by what happened, and met by a call."""

        def act() -> object:
            desk = self._desk(officer)
            why = "an attacker is in the shared servers"
            start_clock(desk, clock, why=why, who="duty Silver", at=self.after(26))
            to = desk.library.clock(clock).to
            report = ClockReport("", self.after(minutes), to, "duty Silver", channel, words=why)
            return record_report(desk, f"clock/{clock}/rbkc", report)

        return act

    def _facts(self) -> None:
        copied = self._fact("whether personal data of Westminster was copied", Status.UNKNOWN, 100, about=("wcc",))
        shut = self._fact(SHUT, Status.CONFIRMED, 104)
        theirs = self._fact("Westminster has shut its networks as a precaution.", Status.CONFIRMED, 108, about=("wcc",))
        first = all_prepared()[0]
        prepared = replace(self._fact(first.words, Status.CONFIRMED, 110), prepared=first.id)
        for minutes, fact in ((100, copied), (104, shut), (108, theirs), (110, prepared)):
            self.step(minutes, self._stated(fact))
        self.step(116, lambda: self._cleared(SHUT))
        self.step(119, lambda: self._cleared(theirs.wording))
        where = "front page of the council's other site"
        self.step(121, lambda: release_facts(self.record, self._words, (self._named(SHUT),), Outlet.PUBLIC_PAGE, Whom(),
                                             where=where))  # fmt: skip
        self.step(134, lambda: self._together(theirs.wording))
        self.step(160, self._corrected)

    def _press(self) -> None:
        """A station waits for an answer, and a site told wrongly how much is shut off."""
        wanted = "Was residents' data stolen, and what still works?"
        asked = PressCall("A London radio station", wanted, self.after(141), PRESS_OFFICE, self.after(210))
        self.step(141, lambda: note_call(self.record, self._words, asked))
        self.step(165, self._told_wrongly)

    def _told_wrongly(self) -> object:
        said = PressCall(
            "A news site",
            "Every council system in west London is shut off.",
            self.after(165),
            PRESS_OFFICE,
            is_wrong=True,
            contradicts=self._named(SHUT_ANEW),
            where="top story",
        )
        return note_call(self.record, self._words, said)

    @property
    def _words(self) -> Officer:
        return self.cast["rbkc.words"]

    def _fact(self, wording: str, status: Status, minutes: int, about: tuple[str, ...] = ()) -> Fact:
        at = self.after(minutes)
        return Fact(wording, status, "duty Silver", Confidence.HIGH, at, at, tlp=Tlp.CLEAR, about=about)

    def _stated(self, fact: Fact) -> Callable[[], object]:
        return lambda: state_fact(self.record, self.used().estate, self._words, fact)

    def _named(self, wording: str) -> str:
        """The fact of that wording."""
        sight = Sight.of(self.record, self._words)
        return next(thing for thing, said in facts_of(sight) if said.value.wording == wording)

    def _cleared(self, wording: str) -> object:
        thing = self._named(wording)
        entry = fact_of(Sight.of(self.record, self._words), thing).entry
        word = Clearance("rbkc", Verdict.CLEARED, entry, "communications officer", self.record.now())
        return clear_fact(self.record, self._words, thing, word)

    def _together(self, wording: str) -> object:
        """Words that Westminster is asked to say, too."""
        words = "Our two councils have shut systems off as a precaution. Both will say more at noon."
        joint = Statement(words, (self._named(wording),), ("wcc",))
        return propose_statement(self.record, self.used().estate, self._words, joint)

    def _corrected(self) -> object:
        """More services are slower than was said: the new words are cleared, and the page still has the old ones."""
        thing = self._named(SHUT)
        now = fact_of(Sight.of(self.record, self._words), thing).value
        fact = replace(now, wording=SHUT_ANEW, checked=self.record.now())
        why = "counted again, says duty Silver"
        change_fact(self.record, self.used().estate, self._words, thing, fact, why=why)
        return self._cleared(SHUT_ANEW)

    def _desk(self, officer: Officer) -> ClockDesk:
        used, sight = self.used(), Sight.of(self.record, officer)
        return ClockDesk(self.record, officer, picture_of(sight, used), shipped_library().with_own(used.estate))
