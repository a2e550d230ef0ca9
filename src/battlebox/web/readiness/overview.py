"""How ready the council is: every measure with its number, what is missing by name, what to do, its source and age.

Law: what is not known is said as not known; a measure's page names every single thing that it counts.
Not here: what counts (desk.readiness), confirming (things.py), the paper and the file (leaving.py).
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk import Act
from battlebox.desk.readiness import (
    Found,
    Measure,
    Stands,
    age_words,
    choose_estate,
    findings_of,
    judgements,
    measures,
)
from battlebox.journal import without_exercise
from battlebox.web.asking import OfficerRequest
from battlebox.web.estates_to_choose import offers
from battlebox.web.forms import DeskForm
from battlebox.web.pages import page
from battlebox.web.readiness.at_hand import EXAMPLE, AtHand, address, in_readiness
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

COLOURS: Final = {Stands.YES: "green", Stands.NO: "red", Stands.NOT_KNOWN: "yellow"}
WORDS: Final = {Stands.YES: "Yes", Stands.NO: "No", Stands.NOT_KNOWN: "Not known"}
WHOLE: Final = {Stands.YES: "All there", Stands.NO: "Some missing", Stands.NOT_KNOWN: "Not known"}
_NAMED: Final = 3
_MEASURES: Final = (
    Column("measure", "Measure"),
    Column("stands", "It stands", Kind.CHOICE),
    Column("number", "Number"),
    Column("missing", "Missing"),
    Column("source", "What says so"),
)
_FOUND: Final = (
    Column("name", "What"),
    Column("stands", "Counts", Kind.CHOICE),
    Column("why", "Why"),
    Column("id", "Id", aside=True),
)


@in_readiness
def readiness(request: OfficerRequest) -> HttpResponse:
    """Every measure."""
    hand = AtHand.asked(request)
    every = measures(hand.ground)
    table = Table("measures", "Measures", _MEASURES, [_row(hand, each) for each in every], stacked=True)
    findings, today = findings_of(hand.notes), hand.ground.today
    judged = Counter(each.status.value for each in judgements(hand.notes).values())
    return table_page(
        request, "readiness/readiness.html", table, beside=hand.beside("readiness"), body=hand.body_words,
        example=EXAMPLE if hand.is_example else "", estate=_estate_words(hand), choose=address("ready_estate"),
        facts=(
            ("Findings", _findings_words(len([each for each in findings if each.is_open]),
                                         len([each for each in findings if each.is_overdue(today)]), len(findings)),
             "See them", address("ready_findings")),
            ("CAF v4.0, own status", "; ".join(f"{count} {status}" for status, count in judged.most_common()),
             "See them", address("ready_outcomes")),
        ),
        paper=address("ready_paper"), file=address("ready_file"),
    )  # fmt: skip


@in_readiness
def measure(request: OfficerRequest, key: str) -> HttpResponse:
    """One measure: everything that it counts."""
    hand = AtHand.asked(request)
    found = next((each for each in measures(hand.ground) if each.key == key), None)
    if found is None:
        raise Http404
    keys = {(each.about.value + "s", each.id): each.key for each in hand.things if not each.lacks}

    def row(one: Found) -> dict[str, Any]:
        thing = keys.get((found.key, one.id), "")
        return {
            "name": Cell(one.name, link=address("ready_thing", thing) if thing else ""),
            "stands": Cell(WORDS[one.stands], tag=COLOURS[one.stands]),
            "why": one.why,
            "id": one.id,
        }

    ordered = (*found.missing, *found.of(Stands.YES))
    table = Table("counted", "Everything it counts", _FOUND, [row(each) for each in ordered], stacked=True,
                  empty=found.number)  # fmt: skip
    return table_page(
        request, "readiness/measure.html", table, beside=hand.beside("readiness"), title=found.title,
        stands=WHOLE[found.stands], colour=COLOURS[found.stands], example=EXAMPLE if hand.is_example else "",
        rows=(("Number", found.number), ("What counts", found.counts), ("What to do", found.do),
              ("What says so", source_words(found, hand))),
        back=address("readiness"),
    )  # fmt: skip


class EstateForm(DeskForm):
    """Which estate."""

    estate = forms.ChoiceField(label="The estate", widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["estate"].choices = choices  # type: ignore[attr-defined]  # A ChoiceField.


@in_readiness
def choose(request: OfficerRequest) -> HttpResponse:
    """Which estate readiness is reckoned on."""
    hand = AtHand.asked(request)
    there = {each.key: each for each in offers(hand.body)}
    form = EstateForm.asked(
        request,
        initial={"estate": hand.offer.key if hand.offer else ""},
        refused=hand.refused(Act.ESTATE),
        choices=[(each.key, f"{each.title} ({each.source})") for each in there.values()],
    )
    if form.is_ready():
        key = form.cleaned_data["estate"]
        answer = hand.write(
            form,
            lambda: choose_estate(hand.book, hand.officer, key, there[key].title, hand.now),
            address("readiness"),
        )
        if answer is not None:
            return answer
    return page(
        request, "places/entry_form.html", form=form, title="Which estate is reckoned on", button="Reckon on this one",
        cancel=address("readiness"),
        words="Contacts, fallbacks, links, restores and services are counted in it. Bring a newer one in on the page "
        "of estates. What was corrected while an incident ran counts once that revision is brought in.",
    )  # fmt: skip


def source_words(found: Measure, hand: AtHand) -> str:
    """What says so, and how old that is."""
    return f"{found.source[:1].upper()}{found.source[1:]}: {age_words(found.as_of, hand.ground.today)}"


def _row(hand: AtHand, each: Measure) -> dict[str, Any]:
    names = [one.name for one in each.missing[:_NAMED]]
    more = len(each.missing) - len(names)
    told = "; ".join(names) + (f"; and {more} more" if more > 0 else "")
    return {
        "measure": Cell(each.title, link=address("ready_measure", each.key)),
        "stands": Cell(WHOLE[each.stands], tag=COLOURS[each.stands]),
        "number": each.number,
        "missing": Cell(
            told or ("None" if each.found else "-"), note=each.do if each.missing or not each.found else ""
        ),
        "source": source_words(each, hand),
    }


def _estate_words(hand: AtHand) -> str:
    if hand.offer is None:
        return "No estate of this council is on this desk, so what is counted in one is not known."
    how = "" if hand.is_chosen else " Nobody chose it: it is the first of this council that is kept here."
    if hand.ground.estate is None:
        return f"The estate «{without_exercise(hand.offer.title)}» cannot be read any more: bring it in anew."
    return f"Reckoned on the estate «{without_exercise(hand.offer.title)}» ({hand.offer.source}).{how}"


def _findings_words(left: int, late: int, every: int) -> str:
    if not every:
        return "None is written down here"
    return f"{left} open, {late} of them overdue; {every - left} closed by evidence"
