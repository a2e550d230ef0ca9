"""Why one order of an answer, or why not: what it closes, whom it spares, what it stops, and what would turn that.

Law: an order that the figures do not point to is asked about and told exactly as one that they do; an explanation
stands with the answer it explains, and says when the record or the estate has moved on since.
Not here: working it out (contain_jobs.py), the sentences (desk).
"""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from battlebox.desk.brief import order_name
from battlebox.desk.command import Figures, WhyAsked, refuse_other_estate
from battlebox.engine import EVERYTHING
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.deciding.contain_jobs import FIGURES, ask_why, figures_of, why_told, whys_of
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.jobs import STOP_ASKING, job_of
from battlebox.web.models import Job
from battlebox.web.pages import page, turned
from battlebox.web.rights import refusal
from battlebox.web.saving import Recorded, saved
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

_ASKED: Final = "Why, or why not, stands on this page as soon as it is worked out."
_TOLD: Final = "worked out"
_COLUMNS: Final = (
    Column("order", "Order"),
    Column("whose", "Whose", Kind.CHOICE),
    Column("points", "The figures", Kind.CHOICE),
    Column("choices", "In choices"),
    Column("told", "Why", Kind.CHOICE),
)


@in_incident
def whys(request: OfficerRequest, job: str) -> HttpResponse:
    """Every order that can be asked about."""
    desk, found = AtDesk.of(request), job_of(request, job, FIGURES)
    figures, back = _figures(desk, found), desk.at("contain_answer", found.pk)
    if figures is None:
        return redirect(back)
    return table_page(
        request, "places/contain_whys.html",
        Table("orders", "Orders", _COLUMNS, _rows(desk, found, figures), stacked=True,
              empty="There is no order that can still be given."),
        here="contain", back=back,
    )  # fmt: skip


@in_incident
def why(request: OfficerRequest, job: str, action: str) -> HttpResponse:
    """One order: ask why, see how far it is, read why."""
    desk, found = AtDesk.of(request), job_of(request, job, FIGURES)
    figures, back = _figures(desk, found), desk.at("contain_answer", found.pk)
    if figures is None:
        return redirect(back)
    asked = WhyAsked.of(figures)
    if action not in asked.orders(desk.estate):
        raise Http404
    late = refusal(lambda: refuse_other_estate(desk.sight, desk.used.digest, asked))
    form = DeskForm.asked(request, refused=late)
    if form.is_ready():
        address = desk.at("contain_why", found.pk, action)

        def record() -> Recorded:
            ask_why(desk, found, figures, action)
            return Recorded("", address)

        return saved(request, form, record, asked=_ASKED)
    return page(
        request, "places/contain_why.html", here="contain", form=form, back=back, late=late,
        title=order_name(desk.estate, action), every=desk.at("contain_whys", found.pk), again=desk.at("contain"),
        asked_at=figures.number, since=figures.since(desk.sight), pointed=figures.shown.pointed,
        part=desk.at("contain_why_part", found.pk, action), question=figures.brief.question,
        firm=dict(figures.brief.holding.orders).get(action, ""),
        **_waiting(desk, found, action),
    )  # fmt: skip


@in_incident
def why_part(request: OfficerRequest, job: str, action: str) -> HttpResponse:
    """The part of it that asks again by itself."""
    desk, found = AtDesk.of(request), job_of(request, job, FIGURES)
    waiting = _waiting(desk, found, action)
    if waiting["job"] is None:
        raise Http404
    over = waiting["job"].is_over
    shown = page(request, "places/contain_why_part.html", status=STOP_ASKING if over else 200, **waiting)
    return turned(shown) if over else shown


def why_links(desk: AtDesk, of: Job, figures: Figures) -> dict[str, Any]:
    """For the page of the answer: each order that the figures point to, and where all others are."""
    asked = WhyAsked.of(figures)
    orders = asked.orders(desk.estate)
    told, firm = _told(of), dict(figures.brief.holding.orders)
    pointed = [
        (order_name(desk.estate, key), desk.at("contain_why", of.pk, key), key in told, firm.get(key, ""))
        for key in orders
        if key in asked.plan
    ]
    return {"whys": pointed, "whys_at": desk.at("contain_whys", of.pk), "whys_left": len(orders) - len(pointed)}


def _waiting(desk: AtDesk, of: Job, action: str) -> dict[str, Any]:
    job = whys_of(of).get(action)
    return {"job": job, "why": why_told(job), "reload": desk.at("contain_why", of.pk, action)}


def _told(of: Job) -> frozenset[str]:
    return frozenset(action for action, job in whys_of(of).items() if job.answer is not None)


def _figures(desk: AtDesk, found: Job) -> Figures | None:
    """The answer, where it has choices; 404 where there is no estate any more."""
    desk.used  # noqa: B018 - see above
    figures = figures_of(found)
    return figures if figures is not None and figures.shown.choices else None


def _rows(desk: AtDesk, of: Job, figures: Figures) -> list[dict[str, Any]]:
    asked, told = WhyAsked.of(figures), _told(of)
    estate = desk.estate

    def whose(key: str) -> str:
        return "Each its own" if key == EVERYTHING else desk.body_name(estate.action_by_id[key].body)

    def name(key: str) -> str:
        return order_name(estate, key) if key == EVERYTHING else estate.action_by_id[key].name

    return [
        {
            "order": name(key),
            "whose": whose(key),
            "points": "point to it" if key in asked.plan else "do not point to it",
            "choices": ", ".join(row.letter for row in figures.shown.choices if key in row.actions) or "none",
            "told": Cell(
                f"{'Read' if key in told else 'Ask'} why: {name(key)}",
                link=desk.at("contain_why", of.pk, key), csv=_TOLD if key in told else "not asked",
            ),
        }
        for key in asked.orders(desk.estate)
    ]  # fmt: skip
