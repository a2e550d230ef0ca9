"""What to cut or harden before anything happens: links and systems ranked by what each would spare by itself.

Law: a study belongs to the very estate and the very program it was worked out with, and is shown with no other; working
one out gives way to any other job that waits.
Not here: the study (engine.study), jobs (web.jobs).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from django.http import HttpResponse

from battlebox.desk import Act
from battlebox.engine import EngineError, EstateArrays
from battlebox.engine.study import StudyFolder, begin, finish, stamp, taken_up
from battlebox.estate import Estate
from battlebox.web.asking import OfficerRequest
from battlebox.web.forms import DeskForm
from battlebox.web.jobs import Answer, Progress, Refused, add_kind, ask
from battlebox.web.models import Job, JobState, Officer
from battlebox.web.pages import page
from battlebox.web.readiness.at_hand import EXAMPLE, AtHand, BodyGround, address, in_readiness
from battlebox.web.records import installation
from battlebox.web.rights import sentence
from battlebox.web.saving import Recorded, saved
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

STUDY: Final = "study"
BLOCK: Final = 16
"""First hits in a block here: few, so that another job need not wait long."""
_ASKED: Final = "It is being worked out. Nothing was recorded."
_FIGURES: Final = (
    Column("saves", "Would spare", Kind.NUMBER),
    Column("share", "Of all harm", Kind.NUMBER),
    Column("people", "People", Kind.NUMBER),
    Column("service", "Other services", Kind.NUMBER),
    Column("records", "Records", Kind.NUMBER),
    Column("hits", "First hits", Kind.NUMBER),
)
_LINKS: Final = (
    Column("link", "Link"),
    Column("do", "Do", Kind.CHOICE),
    *_FIGURES,
    Column("kind", "Kind", Kind.CHOICE),
    Column("owner", "Whose to cut", Kind.CHOICE),
)
_SYSTEMS: Final = (Column("system", "System"), Column("body", "Hosted by", Kind.CHOICE), *_FIGURES)
_DO: Final = {"cut": Cell("Cut", tag="green"), "harden": Cell("Harden", tag="blue")}


class _Waiting(Exception):
    """Another job waits."""


@in_readiness
def study(request: OfficerRequest) -> HttpResponse:
    """The ranking, or how far it is, or the form to ask for it."""
    hand = AtHand.asked(request)
    form = DeskForm.asked(request, refused=hand.refused(Act.READY))
    if form.is_ready() and hand.offer is not None:
        return saved(request, form, lambda: _ask(request.officer, hand), asked=_ASKED)
    estate = hand.ground.estate
    answer = StudyFolder(_place(hand)).answer() if estate is not None else None
    if answer is None or estate is None:
        return _not_yet(request, hand, form)
    return table_page(
        request, "readiness/study.html",
        Table("links", "Links, the most first", _LINKS, _links(estate, answer), stacked=True,
              empty="No link would spare any by itself."),
        Table("hardened", "Systems, the most first", _SYSTEMS, _systems(estate, answer), stacked=True,
              empty="No system would spare any by itself."),
        **_around(hand, form), answer=answer, followed=_followed(answer), harm=_harm(answer),
        first=_first(estate, answer),
    )  # fmt: skip


def _not_yet(request: OfficerRequest, hand: AtHand, form: DeskForm) -> HttpResponse:
    """How far it is, or the form to ask for it."""
    job = Job.objects.filter(owner=request.officer, kind=STUDY, body=hand.body).order_by("-made_at").first()
    if job is not None and job.asked["digest"] != _digest(hand):
        job = None
    return page(request, "readiness/study.html", **_around(hand, form), job=job)


def _around(hand: AtHand, form: DeskForm) -> dict[str, Any]:
    """What the page has in either case."""
    return {
        "beside": hand.beside("ready_study"),
        "form": form,
        "estate": hand.offer,
        "has_estate": hand.ground.estate is not None,
        "choose": address("ready_estate"),
        "example": EXAMPLE if hand.is_example else "",
    }


def _ask(officer: Officer, hand: AtHand) -> Recorded:
    ask(STUDY, officer, {"body": hand.body, "digest": _digest(hand)}, body=hand.body)
    return Recorded("", address("ready_study"))


def _digest(ground: BodyGround) -> str:
    return ground.offer.digest if ground.offer else ""


def _place(ground: BodyGround) -> Path:
    """Where the study of this estate by this program is kept."""
    return installation().path / "studies" / _digest(ground) / stamp().split()[-1]


def _work(asked: dict[str, Any], progress: Progress) -> Answer:
    """Begin the study or go on with it, and give way where another job waits."""
    ground = BodyGround.of(asked["body"])
    estate = ground.ground.estate
    if estate is None or _digest(ground) != asked["digest"]:
        raise Refused("Another estate was chosen meanwhile. Ask again.")

    def step(share: float, words: str) -> None:
        progress.tell(share, words)
        if Job.objects.filter(state=JobState.WAITING).exclude(pk=progress.job).exists():
            raise _Waiting

    place, arrays = _place(ground), EstateArrays.of(estate)
    try:
        finish(taken_up(place, arrays) if place.exists() else begin(place, arrays, block=BLOCK), step)
    except EngineError as wrong:
        raise Refused(sentence(wrong)) from wrong
    except _Waiting:
        mine = Job.objects.get(pk=progress.job)
        ask(STUDY, mine.owner, asked, body=mine.body)
        return Answer(words="It made way for other work, and goes on after it; what was done is kept.")
    return Answer(words="It is done. Load this page again.")


add_kind(STUDY, _work)


def _figures(row: dict[str, Any]) -> dict[str, Any]:
    sure = "" if row["se"] is None else f"give or take {2 * row['se']:,.0f}"
    return {
        "saves": Cell(f"{row['saves']:,.0f}", order=row["saves"], note=sure),
        "share": Cell(f"{row['share']:.1%}", order=row["share"]),
        **{name: Cell(f"{row[name]:,.0f}", order=row[name]) for name in ("people", "service", "records")},
        "hits": Cell(f"{row['first_hits']:,}", order=row["first_hits"]),
    }


def _links(estate: Estate, answer: dict[str, Any]) -> list[dict[str, Any]]:
    def ends(row: dict[str, Any]) -> str:
        return f"{_hosted(estate, row['from'])} to {_hosted(estate, row['to'])}"

    return [
        {
            "link": Cell(ends(row), note=_needed(estate, row["needs"]), csv=row["path"]),
            "do": _DO[row["advice"]],
            "kind": row["kind"],
            "owner": _body(estate, row["owner"]) if row["owner"] else "Nobody is named",
            **_figures(row),
        }
        for row in answer["links"]
    ]


def _systems(estate: Estate, answer: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"system": Cell(_name(estate, row["id"]), csv=row["id"]), "body": _body(estate, row["body"]), **_figures(row)}
        for row in answer["systems"]
    ]


def _needed(estate: Estate, needs: list[str]) -> str:
    shown = [_name(estate, each.removeprefix("fallback:")) for each in needs[:3]]
    more = f" and {len(needs) - len(shown)} more" if len(needs) > len(shown) else ""
    return f"Needed by {', '.join(shown)}{more}" if needs else ""


def _name(estate: Estate, thing: str) -> str:
    found = estate.thing_by_id.get(thing)
    return found.name if found is not None else thing


def _hosted(estate: Estate, system: str) -> str:
    """A system with whoever hosts it: councils call theirs alike."""
    return f"{_name(estate, system)} ({_body(estate, estate.system_by_id[system].body)})"


def _body(estate: Estate, body: str) -> str:
    found = estate.body_by_id.get(body)
    return found.name if found is not None else body


def _harm(answer: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    harm = answer["harm"]
    titles = (
        ("people", "People: life, safety, liberty, shelter"),
        ("service", "Other services"),
        ("records", "Records"),
    )
    return tuple((title, f"{harm[name]:,.0f}") for name, title in titles)


def _followed(answer: dict[str, Any]) -> str:
    return (
        f"{answer['first_hits']:,} first hits, each of {answer['systems_all']:,} systems as likely as another, "
        f"{answer['worlds']:,} worlds each."
    )


def _first(estate: Estate, answer: dict[str, Any]) -> tuple[str, ...]:
    """Where a first hit would come to most."""
    return tuple(f"{_hosted(estate, row['id'])}: {row['harm']:,.0f}" for row in answer["entries"][:5])
