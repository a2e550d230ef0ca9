"""What to cut or harden before anything happens: links and systems ranked by what each would spare by itself.

Law: a study belongs to the very estate and the very program it was worked out with, and is shown with no other; working
one out gives way to any other job that waits.
Not here: the study (engine.study), jobs (web.jobs).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.http import HttpResponse

from battlebox.desk import Act
from battlebox.desk.brief import short_body
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
from battlebox.web.tables import Cell, Column, Kind, Row, Table, table_page

STUDY: Final = "study"
BLOCK: Final = 16
"""First hits in a block here: few, so that another job need not wait long."""
_MILLION: Final = 1_000_000
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
    Column("kind", "Kind", Kind.CHOICE, aside=True),
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


def _figure(number: float) -> str:
    """Three figures of it: what comes after is no better than the chances it rests on."""
    if number >= 100 * _MILLION:
        return f"{number / _MILLION:,.0f} million"
    if number >= _MILLION:
        return f"{number / _MILLION:.1f} million"
    step = 10 ** max(0, len(f"{number:.0f}") - 3)
    return f"{round(number / step) * step:,}"


def _harm_cell(row: dict[str, Any], name: str, note: str = "") -> Cell:
    return Cell(_figure(row[name]), order=row[name], note=note, csv=f"{row[name]:.0f}")


def _saves(row: dict[str, Any]) -> Cell:
    return _harm_cell(row, "saves", "" if row["se"] is None else f"give or take {_figure(2 * row['se'])}")


_MAKES: Final[dict[str, Callable[[dict[str, Any]], Any]]] = {
    "saves": _saves,
    "share": lambda row: Cell(f"{row['share']:.1%}", order=row["share"]),
    "people": lambda row: _harm_cell(row, "people"),
    "service": lambda row: _harm_cell(row, "service"),
    "records": lambda row: _harm_cell(row, "records"),
    "hits": lambda row: Cell(f"{row['first_hits']:,}", order=row["first_hits"]),
}
"""How each figure of a link or a system is shown: of tens of thousands, a page shows fifty."""


def _links(estate: Estate, answer: dict[str, Any]) -> list[Row[dict[str, Any]]]:
    makes = {
        "link": lambda row: Cell(_ends(estate, row), note=_note(estate, row), csv=row["path"]),
        "do": lambda row: _DO[row["advice"]],
        "kind": lambda row: row["kind"],
        "owner": lambda row: _body(estate, row["owner"]) if row["owner"] else "Nobody is named",
        **_MAKES,
    }
    return [Row(row, makes) for row in answer["links"]]


def _systems(estate: Estate, answer: dict[str, Any]) -> list[Row[dict[str, Any]]]:
    makes = {
        "system": lambda row: Cell(_name(estate, row["id"]), csv=row["id"]),
        "body": lambda row: _body(estate, row["body"]),
        **_MAKES,
    }
    return [Row(row, makes) for row in answer["systems"]]


def _ends(estate: Estate, row: dict[str, Any]) -> str:
    """From where and to where, each with whoever hosts it before it, once where that is the same."""
    one, other = (short_body(_body(estate, estate.system_by_id[row[end]].body)) for end in ("from", "to"))
    target = _name(estate, row["to"])
    return f"{one}: {_name(estate, row['from'])}, to {target if one == other else f'{other}: {target}'}"


def _note(estate: Estate, row: dict[str, Any]) -> str:
    """What kind of link it is, and what needs it."""
    needs = row["needs"]
    shown = [_name(estate, each.removeprefix("fallback:")) for each in needs[:3]]
    more = f" and {len(needs) - len(shown)} more" if len(needs) > len(shown) else ""
    needed = f"Needed by {', '.join(shown)}{more}" if needs else "Nothing is named that needs it"
    return f"Kind: {row['kind']}. {needed}"


def _name(estate: Estate, thing: str) -> str:
    found = estate.thing_by_id.get(thing)
    return found.name if found is not None else thing


def _hosted(estate: Estate, system: str) -> str:
    """A system with whoever hosts it: councils call theirs alike."""
    return f"{_name(estate, system)}, {_body(estate, estate.system_by_id[system].body)}"


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
    return tuple((title, _figure(harm[name])) for name, title in titles)


def _followed(answer: dict[str, Any]) -> str:
    return (
        f"{answer['first_hits']:,} first hits, each of {answer['systems_all']:,} systems as likely as another, "
        f"{answer['worlds']:,} worlds each."
    )


def _first(estate: Estate, answer: dict[str, Any]) -> tuple[str, ...]:
    """Where a first hit would come to most."""
    return tuple(f"{_hosted(estate, row['id'])}: {_figure(row['harm'])}" for row in answer["entries"][:5])
