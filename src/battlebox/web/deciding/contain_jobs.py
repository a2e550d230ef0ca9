"""The jobs behind Contain: the answer with its guesses tested, the price of somebody's own plan, why one order.

Law: a job works for the officer who asked, in the body asked for; its answer carries its question.
Not here: pages (contain.py, contain_price.py, contain_why.py), the arithmetic (engine).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from battlebox.desk import DeskError
from battlebox.desk.brief import OrderWhy
from battlebox.desk.command import Asked, ChoiceShown, Figures, WhyAsked, explain_order, price, work_out
from battlebox.desk.picture import Picture as LivePicture
from battlebox.desk.picture import estate_in_use, picture_of
from battlebox.desk.record import Sight, read_value, write_value
from battlebox.engine import EngineError
from battlebox.estate import EstateError
from battlebox.journal import JournalError
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.jobs import ask_job, sight_of_asked
from battlebox.web.jobs import Answer, Progress, Refused, add_kind, settled
from battlebox.web.models import Job
from battlebox.web.records import installation
from battlebox.web.rights import sentence

FIGURES: Final = "contain"
PRICE: Final = "contain-price"
WHY: Final = "contain-why"
_SECONDS: Final = 20.0
_HALF: Final = 0.5


def ask_figures(desk: AtDesk, asked: Asked) -> Job:
    """Ask for the answer to a question."""
    return ask_job(desk, FIGURES, asked=asked.to_json())


def ask_price(desk: AtDesk, of: Job, plan: tuple[str, ...]) -> Job:
    """Ask for the price of a plan beside an answer."""
    place = sum(1 for _ in prices_of(of)) + 1
    return ask_job(desk, PRICE, of=str(of.pk), plan=list(plan), place=place, figures=of.answer)


def prices_of(of: Job) -> list[Job]:
    """The plans that were priced beside an answer, in the order in which they were asked."""
    rows = Job.objects.filter(owner=of.owner, kind=PRICE, incident=of.incident).order_by("made_at")
    return [settled(row) for row in rows if row.asked.get("of") == str(of.pk)]


def ask_why(desk: AtDesk, of: Job, figures: Figures, action: str) -> Job:
    """Ask why an order of an answer; of one that is worked out, or is being, the same job again."""
    held = whys_of(of).get(action)
    if held is not None and (not held.is_over or held.answer is not None):
        return held
    return ask_job(desk, WHY, of=str(of.pk), action=action, why=WhyAsked.of(figures).to_json())


def whys_of(of: Job) -> dict[str, Job]:
    """For each order of an answer that was asked about, the last job that did or does explain it."""
    rows = Job.objects.filter(owner=of.owner, kind=WHY, incident=of.incident, asked__of=str(of.pk)).order_by("made_at")
    return {row.asked["action"]: settled(row) for row in rows}


def why_told(job: Job | None) -> OrderWhy | None:
    """What a job found out about an order; None where it has not."""
    return None if job is None or job.answer is None else read_value(OrderWhy, job.answer)


def figures_of(job: Job) -> Figures | None:
    """What a job has found so far; None where there is nothing yet."""
    return None if job.answer is None else Figures.from_json(job.answer)


def priced(job: Job) -> ChoiceShown | None:
    """The plan of a job that priced one."""
    found = None if job.answer is None else Figures.from_json(job.answer["figures"])
    return None if found is None else found.shown.choices[-1]


def answers(asked: dict[str, Any], progress: Progress) -> Iterator[Figures]:
    """The answer, then the same with each guess tested."""
    sight, picture, digest = _at_hand(asked)
    question = Asked.from_json(asked["asked"])
    furthest = 0.0

    def tell(share: float, words: str) -> None:
        # A search that is done is not the job's end: the next begins where the first stood.
        nonlocal furthest
        furthest = max(furthest, share)
        progress.tell(furthest, words)

    yield from work_out(sight, picture, digest, question, seconds=_SECONDS, progress=tell)


def _figures(asked: dict[str, Any], progress: Progress) -> Answer:
    found: Figures | None = None
    try:
        for place, found in enumerate(answers(asked, progress)):
            progress.show(found.to_json())
            if place == 0:
                progress.tell(_HALF, "The options are there. Now trying other guesses.")
    except (EngineError, DeskError, EstateError, JournalError) as wrong:
        raise Refused(sentence(wrong)) from wrong
    return Answer(None if found is None else found.to_json(), words="Worked out, and the guesses tested.")


def _price(asked: dict[str, Any], progress: Progress) -> Answer:
    progress.tell(0.1, "Pricing your plan on the same draws of chance.")
    try:
        _, picture, _ = _at_hand(asked)
        figures = Figures.from_json(asked["figures"])
        row = price(picture, figures, tuple(asked["plan"]), place=asked["place"])
    except (EngineError, DeskError, EstateError, JournalError) as wrong:
        raise Refused(sentence(wrong)) from wrong
    return Answer({"figures": figures.with_plan(row).to_json()}, words="Priced.")


def _why(asked: dict[str, Any], progress: Progress) -> Answer:
    of = WhyAsked.from_json(asked["why"])
    try:
        sight, picture, digest = _at_hand(asked)
        found = explain_order(
            sight, picture, digest, of, asked["action"], seconds=_SECONDS,
            progress=lambda share, _: progress.tell(max(share, 0.1), "Trying the plan without the order and with it."),
        )  # fmt: skip
    except (EngineError, DeskError, EstateError, JournalError) as wrong:
        raise Refused(sentence(wrong)) from wrong
    return Answer(write_value(found), words="Worked out.")


def _at_hand(asked: dict[str, Any]) -> tuple[Sight, LivePicture, str]:
    sight = sight_of_asked(asked)
    used = estate_in_use(sight, installation().shelf)
    return sight, picture_of(sight, used), used.digest


add_kind(FIGURES, _figures)
add_kind(PRICE, _price)
add_kind(WHY, _why)
