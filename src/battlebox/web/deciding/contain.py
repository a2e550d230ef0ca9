"""Contain: the question as the record puts it, the options side by side, and below them what the figures point to.

Law: options first, recommendation below; harm in words, units behind "How sure?"; never advice for another body; the
answer stands with its question, estate, seed and age.
Not here: deciding (decide.py), one's own plan (contain_price.py), why one order (contain_why.py), working it out
(contain_jobs.py).
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from django.http import HttpResponse
from django.utils.safestring import SafeString

from battlebox.desk import Act
from battlebox.desk.brief import WHO
from battlebox.desk.command import (
    ABOUT,
    AdviceShown,
    Asked,
    Figures,
    HitAsked,
    asks_of,
    is_other_estate,
    open_decisions,
    proposals_of,
)
from battlebox.desk.picture import question_now
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.deciding.contain_form import SINGLY_MOST, QuestionForm
from battlebox.web.deciding.contain_jobs import FIGURES, ask_figures, figures_of, priced, prices_of
from battlebox.web.deciding.contain_why import why_links
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.jobs import STOP_ASKING, job_of
from battlebox.web.incident.said import lines, numbered
from battlebox.web.incident.wording import when
from battlebox.web.models import Job, JobState
from battlebox.web.pages import page
from battlebox.web.saving import Recorded, saved

_RECENT: Final = 5
_ASKED: Final = "The answer stands on this page as soon as it is worked out."


@in_incident
def contain(request: OfficerRequest) -> HttpResponse:
    """The question, pre-filled from the record, and answers asked for before."""
    desk = AtDesk.of(request)
    if not desk.has_estate:
        return page(request, "places/contain.html", here="contain", form=None)
    asked = Asked.of(question_now(desk.sight, desk.picture), desk.officer.body)
    name = desk.estate.body_by_id.get(desk.officer.body)
    bodies = ((desk.officer.body, f"{name.name if name else desk.officer.body}, our own"),)
    form = QuestionForm.asked(request, estate=desk.estate, asked=asked, bodies=bodies)
    if form.is_ready():
        question = form.question()
        return saved(
            request, form, lambda: Recorded("", desk.at("contain_answer", ask_figures(desk, question).pk)), asked=_ASKED
        )
    recent = Job.objects.filter(owner=request.officer, kind=FIGURES, incident=desk.record.incident)[:_RECENT]
    return page(
        request,
        "places/contain.html",
        here="contain",
        form=form,
        hits=_hits(desk, asked.hits),
        downs=_few([desk.estate.thing_by_id[each.thing].name for each in asked.downs], "out"),
        dones=_given(desk, [each.action for each in asked.dones]),
        recent=[(when(each.made_at, desk.sight.now), each.get_state_display(), desk.at("contain_answer", each.pk))
                for each in recent],
        waiting=sum(each.is_waiting for each in proposals_of(desk.sight)),
        open_decisions=len(open_decisions(desk.sight)),
        asks=sum(each.is_open for each in asks_of(desk.sight)),
        decisions=desk.at("decisions"),
    )  # fmt: skip


@in_incident
def answer(request: OfficerRequest, job: str) -> HttpResponse:
    """One answer: how far it is, then the options, then what they point to, then how it stands under other guesses."""
    desk, found = AtDesk.of(request), job_of(request, job, FIGURES)
    desk.used  # noqa: B018 - 404 where there is no estate any more
    return page(request, "places/contain_answer.html", here="contain", **_answer(desk, found),
                part=desk.at("contain_part", found.pk))  # fmt: skip


@in_incident
def part(request: OfficerRequest, job: str) -> HttpResponse:
    """The part of an answer that asks again by itself."""
    desk, found = AtDesk.of(request), job_of(request, job, FIGURES)
    context = _answer(desk, found)
    return page(request, "places/contain_part.html", status=STOP_ASKING if context["is_over"] else 200, **context)


def shown_of_job(job: Job) -> AdviceShown | None:
    """What is on the screen of an answer: the choices, and the plans priced beside them."""
    figures = figures_of(job)
    if figures is None:
        return None
    return figures.beside(tuple(row for each in prices_of(job) if (row := priced(each)) is not None))


def golds_rows(shown: AdviceShown) -> list[tuple[str, list[tuple[str, ...]]]]:
    """What Gold's sheet and the screen both say of the vital services, choice by choice."""
    said = [row.gold.said for row in shown.choices]
    return [(rows[0][0], [cell for _, cell in rows]) for rows in zip(*said, strict=True)]


def side_by_side(shown: AdviceShown) -> tuple[list[str], list[list[str | SafeString]]]:
    """Heads and rows of the table of choices: one column a choice, one row a question asked of it."""
    heads = ["What is compared", *(f"{row.letter}: {row.name}" for row in shown.choices)]
    rows: list[list[str | SafeString]] = []
    for place, about in enumerate(ABOUT):
        rows.append([about, *(row.words[place] for row in shown.choices)])
    rows.insert(1, [WHO, *(lines(row.gold.who) or "nobody" for row in shown.choices)])
    rows[2:2] = ([about, *(lines(cell) for cell in cells)] for about, cells in golds_rows(shown))
    if any(row.own or row.asks for row in shown.choices):
        rows.append(["Our own orders", *(numbered(row.own) or "none" for row in shown.choices)])
        rows.append(["To ask of partners", *(numbered(row.asks) or "nothing" for row in shown.choices)])
    else:
        # Figures that were kept before each choice had its own asks.
        rows.append(["The orders", *(numbered(row.orders) or "none" for row in shown.choices)])
    return heads, rows


def _answer(desk: AtDesk, job: Job) -> dict[str, Any]:
    figures, plans = figures_of(job), prices_of(job)
    shown = shown_of_job(job)
    waiting = [each for each in plans if not each.is_over]
    context: dict[str, Any] = {
        "job": job,
        "figures": figures,
        "is_over": job.is_over and not waiting,
        "pending": waiting,
        "refused": [each for each in plans if each.state in (JobState.FAILED, JobState.STOPPED)],
        "reload": desk.at("contain_answer", job.pk),
        "again": desk.at("contain"),
    }
    if figures is None or shown is None:
        return context
    heads, rows = side_by_side(shown)
    return {**context, **_around(desk, figures), **why_links(desk, job, figures),
            "shown": shown, "heads": heads, "rows": rows,
            "price": desk.at("contain_price", job.pk), "decide": desk.at("decide_on_job", job.pk),
            "propose": desk.at("propose_on_job", job.pk), "keep": desk.at("keep_figures", job.pk),
            "is_closed": desk.is_closed, "may_decide": desk.officer.may(Act.RECORD_DECISION),
            "may_propose": desk.officer.may(Act.PROPOSE)}  # fmt: skip


def _around(desk: AtDesk, figures: Figures) -> dict[str, Any]:
    since = figures.since(desk.sight)
    return {
        "brief": figures.brief,
        "asked_at": figures.number,
        "since": since,
        "digest": figures.shown.digest[:12],
        "is_old_estate": is_other_estate(desk.sight, desk.used.digest, figures.shown.digest, figures.arrived),
        "seed": figures.shown.seed,
        "orders": figures.brief.orders,
        "orders_at": desk.at("orders"),
    }


def _hits(desk: AtDesk, hits: tuple[HitAsked, ...]) -> list[str]:
    """A line a system; of very many, a line for each likelihood: the form below names them."""
    if len(hits) <= SINGLY_MOST:
        return [f"{desk.estate.system_by_id[hit.system].name}: {_likely(hit.in_a_thousand)}" for hit in hits]
    many = Counter(hit.in_a_thousand for hit in hits)
    return [
        f"{number:,} system{'' if number == 1 else 's'}: {_likely(level)}"
        for level, number in sorted(many.items(), reverse=True)
    ]


def _likely(in_a_thousand: int) -> str:
    if in_a_thousand in (0, 1000):
        return "confirmed" if in_a_thousand else "no sign found"
    return f"suspected, about {in_a_thousand // 10} in 100"


def _given(desk: AtDesk, actions: list[str]) -> list[str]:
    """Orders that were given, each with how far it got: an order is not an effect."""
    names = desk.estate.action_by_id
    if len(actions) > SINGLY_MOST:
        return _few(actions, "ordered")
    held = desk.picture.orders
    return [f"{names[each].name}: {held[each].value.stage.value if each in held else 'ordered'}" for each in actions]


def _few(names: list[str], what: str) -> list[str]:
    """Names, each with what became of it; of very many, how many."""
    if len(names) <= SINGLY_MOST:
        return [f"{name}: {what}" for name in names]
    return [f"{len(names):,} things: {what}"]
