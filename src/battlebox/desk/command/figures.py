"""An answer about containment, kept whole: the words, the figures, what was asked, and how long the record was then.

Law: whoever reads an answer can read its question, its estate and its seed beside it, and how many entries have come
since; advice is worked out for the reader's own body and for no other.
Not here: the answer itself (brief), keeping it in the record (advice.py), the thread that works it out (web).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from battlebox.desk.brief.brief import Brief
from battlebox.desk.brief.counsel import GUESSED
from battlebox.desk.brief.findings import find, find_given, find_pivots, find_waiting, redraw_orders, try_guesses
from battlebox.desk.brief.gold import AsItIs
from battlebox.desk.brief.writing import with_holding, with_tests, write_brief
from battlebox.desk.command.advice import AdviceShown, ChoiceShown, DoneAsked, DownAsked, HitAsked, shown_of
from battlebox.desk.command.partners import partners_chose
from battlebox.desk.command.price import price_plan
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.picture.picture import Picture
from battlebox.desk.record import values
from battlebox.desk.record.sight import Sight
from battlebox.engine import Done, Down, Hit, Question
from battlebox.estate import MICROHOURS
from battlebox.journal import Json

_THOUSAND: Final = 1000
_HOUR: Final = timedelta(hours=1)
_HALF, _GUESSES, _REDRAWS = 0.5, 0.4, 0.1
_AGAIN: Final = "The options are there. Now choosing again with chance drawn anew."
OWN: Final = "P"
"""The letter of one's own plans: P1, P2 and so on."""
STILL_TRYING: Final = "When this was kept, other guesses were still being tried: look at the desk before you sign."
"""What a sheet says that was kept before the answer was whole."""
Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of containment as it travels to the thread that answers it; `hours` is how far ahead to look."""

    body: str
    hits: tuple[HitAsked, ...] = ()
    downs: tuple[DownAsked, ...] = ()
    dones: tuple[DoneAsked, ...] = ()
    hours: int = 1008
    seed: int = 1
    worlds: int = 0

    @classmethod
    def of(cls, question: Question, body: str) -> Asked:
        """From the engine's own form."""
        return cls(
            body=body,
            hits=tuple(
                HitAsked(hit.system, round(hit.chance * _THOUSAND), hit.since_microhours) for hit in question.hits
            ),
            downs=tuple(DownAsked(down.thing, down.at_microhours, down.until_microhours) for down in question.downs),
            dones=tuple(DoneAsked(done.action, done.ago_microhours, done.until_microhours) for done in question.dones),
            seed=question.seed,
        )

    @property
    def question(self) -> Question:
        """In the engine's own form."""
        return Question(
            hits=tuple(Hit(hit.system, hit.in_a_thousand / _THOUSAND, hit.since_microhours) for hit in self.hits),
            downs=tuple(Down(down.thing, down.at_microhours, down.until_microhours) for down in self.downs),
            dones=tuple(Done(done.action, done.ago_microhours, done.until_microhours) for done in self.dones),
            hours_microhours=self.hours * MICROHOURS,
            worlds=self.worlds or None,
            seed=self.seed,
        )

    def to_json(self) -> Json:
        """As plain values."""
        return values.write(self)

    @classmethod
    def from_json(cls, data: Json) -> Asked:
        """Back again. Raises ValueError."""
        return values.read(cls, data)


@dataclass(frozen=True, slots=True)
class Figures:
    """An answer: the brief in words, what is kept of it, the entry it was asked at, and how many there were then."""

    asked: Asked
    brief: Brief
    shown: AdviceShown
    number: str
    arrived: int

    def to_json(self) -> Json:
        """As plain values."""
        return values.write(self)

    @classmethod
    def from_json(cls, data: Json) -> Figures:
        """Back again. Raises ValueError."""
        return values.read(cls, data)

    def since(self, sight: Sight) -> int:
        """How many entries this reader may see have come since it was asked."""
        return sum(sight.seen(line) is not None for line in sight.record.lines(self.arrived))

    def with_plan(self, row: ChoiceShown) -> Figures:
        """The same, with one more choice."""
        return replace(self, shown=self.beside((row,)))

    def beside(self, plans: tuple[ChoiceShown, ...]) -> AdviceShown:
        """What was shown, with one's own plans beside the choices."""
        return replace(self.shown, choices=(*self.shown.choices, *plans))


def work_out(
    sight: Sight, picture: Picture, digest: str, asked: Asked, *, seconds: float, progress: Progress | None = None
) -> Iterator[Figures]:
    """The answer as soon as it is there, then with an hour's waiting, with each guess tested, and with chance redrawn.

    The answer is half of the progress, the guesses most of the rest.

    Raises DeskError for a body that is not the reader's own, EngineError for a question that is refused.
    """
    if asked.body != sight.officer.body:
        raise DeskError.of(Code.OTHER_BODY, what="this advice", owner=asked.body, body=sight.officer.body)
    arrived, number = sight.record.arrived, last_number(sight)
    found = find(
        picture.estate, picture.arrays, asked.question, at=picture.now, body=asked.body, seconds=seconds,
        progress=None if progress is None else lambda share, words: _searching(progress, share, words),
    )  # fmt: skip
    brief = write_brief(found)
    shown = shown_of(
        found, brief.choices, digest=digest, headline=brief.counsel.headline, unknown=brief.unknowns,
        partners=partners_chose(sight, picture, asked.body), now=_as_it_is(picture),
    )  # fmt: skip
    first = Figures(asked, brief, replace(shown, flips=STILL_TRYING), number, arrived)
    yield first
    late = find_waiting(picture.arrays, found)
    yield replace(first, brief=with_holding(brief, found, late=late))
    given = find_given(picture.arrays, found, seconds=seconds)
    brief = with_holding(brief, found, late=late, given=given)
    if given is not None:
        yield replace(first, brief=brief)
    turns = find_pivots(picture.arrays, found, seconds=seconds)
    reruns, tested = [], with_tests(brief, found, (), pivots=turns)
    yield replace(first, brief=tested)
    for each in try_guesses(
        picture.arrays, found, seconds=seconds,
        progress=None if progress is None else lambda share, name: progress(_HALF + _GUESSES * share, _trying(name)),
    ):  # fmt: skip
        reruns.append(each)
        tested = with_tests(brief, found, reruns, pivots=turns)
        yield replace(first, brief=tested)
    flips = tested.tested.headline if tested.tested else ""
    first = replace(first, shown=replace(first.shown, flips=flips))
    yield replace(first, brief=tested)
    redraws = redraw_orders(
        picture.arrays, found, seconds=seconds,
        progress=None if progress is None else lambda share, _: progress(_HALF + _GUESSES + _REDRAWS * share, _AGAIN),
    )  # fmt: skip
    yield replace(first, brief=with_holding(tested, found, late=late, redraws=redraws, given=given))


def price(picture: Picture, figures: Figures, plan: tuple[str, ...], *, place: int) -> ChoiceShown:
    """One's own plan, beside the choices of an answer. Raises EngineError."""
    worlds = figures.shown.worlds or figures.asked.worlds
    question = replace(figures.asked, worlds=worlds).question
    return price_plan(
        picture.estate, picture.arrays, question, plan, letter=f"{OWN}{place}", body=figures.asked.body,
        at=picture.now, now=_as_it_is(picture),
    )  # fmt: skip


def _as_it_is(picture: Picture) -> AsItIs:
    """What the figures cannot know: fallbacks that are up, and how long what is out can still be borne."""
    borne = {
        row.service.service: round((row.clock.mtpd - picture.now) / _HOUR * MICROHOURS)
        for row in picture.services
        if row.is_stopped and row.clock.mtpd is not None
    }
    return AsItIs(picture.running, borne)


def _searching(progress: Progress, share: float, words: str) -> None:
    if share < 1:  # Where one search is done the next begins: there is nothing to tell.
        progress(share / 2, words)


def _trying(guess: str) -> str:
    return f"The options are there. Now trying what the figures say {GUESSED[guess]}."


def last_number(sight: Sight) -> str:
    """The number of the newest entry that this reader may see; blank where there is none."""
    for line in reversed(sight.record.lines()):
        if sight.seen(line) is not None:
            return line.number
    return ""
