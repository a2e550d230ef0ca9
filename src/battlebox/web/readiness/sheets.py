"""Printed sheets of things to confirm: print one, take its lines round, type the codes back with what was said.

Law: what a sheet printed is in the book; its paper is made anew from that, and marks what changed since.
Not here: codes and lines (desk.readiness), the paper itself (share).
"""

from __future__ import annotations

from typing import Final

from django import forms
from django.http import Http404, HttpResponse
from django.utils import timezone

from battlebox.desk import Act
from battlebox.desk.readiness import (
    SHEET_DAYS,
    About,
    Answer,
    Note,
    Sheet,
    confirmations,
    day_words,
    key_back,
    print_sheet,
    sheets_of,
    stands,
)
from battlebox.desk.readiness import Stands as Standing
from battlebox.share import PlainPaper, PlainPart, plain_paper
from battlebox.web.asking import OfficerRequest
from battlebox.web.clock_words import when_words
from battlebox.web.day import DayField
from battlebox.web.forms import DeskForm
from battlebox.web.incident.papers import paper_answer
from battlebox.web.pages import page
from battlebox.web.readiness.at_hand import AtHand, address, in_readiness
from battlebox.web.readiness.things import RIGHT, WRONG

_ALL, _DUE = "all", "due"
_HEADS: Final = ("Sheet", "Printed", "By", "Lines", "Typed back")
_KINDS: Final = tuple((each.value, f"{each.words.capitalize()}s") for each in About)


class PrintForm(DeskForm):
    """What goes on it."""

    about = forms.MultipleChoiceField(label="What to ask about", choices=_KINDS, widget=forms.CheckboxSelectMultiple)
    which = forms.ChoiceField(
        label="Which of them",
        widget=forms.RadioSelect,
        choices=((_DUE, "Those that are not confirmed now"), (_ALL, "All of them")),
        initial=_DUE,
    )


class BackForm(DeskForm):
    """Lines that came back with one answer."""

    codes = forms.CharField(
        label="The codes of the lines",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "autocapitalize": "characters", "spellcheck": "false"}),
        help_text="As they stand on the paper, with blanks between them. Only lines with the same answer and person.",
    )
    answer = forms.ChoiceField(
        label="What was written",
        widget=forms.RadioSelect,
        choices=((RIGHT, "It is as it was printed"), (WRONG, "It is not")),
    )
    wrong = forms.CharField(
        label="If it is not: what is wrong", max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    who = forms.CharField(label="Who wrote it", max_length=120, help_text="Their name or office, as on the paper.")
    on = DayField(label="On which day")


@in_readiness
def sheets(request: OfficerRequest) -> HttpResponse:
    """Sheets so far, and printing one."""
    hand = AtHand.asked(request)
    form = PrintForm.asked(request, refused=hand.refused(Act.CONFIRM))
    if form.is_ready():
        about, said = set(form.cleaned_data["about"]), confirmations(hand.notes)
        chosen = [each for each in hand.things if each.about.value in about]
        if form.cleaned_data["which"] == _DUE:
            today = hand.ground.today
            chosen = [each for each in chosen if stands(each, said.get(each.thing), today).stands is not Standing.YES]
        done = hand.write(form, lambda: print_sheet(hand.book, hand.officer, chosen, hand.now), _address)
        if done is not None:
            return done
    rows = [
        (f"R-{each.number}", when_words(each.printed, hand.now), each.by, str(len(each.lines)), str(len(each.done)))
        for each in sheets_of(hand.notes)
    ]
    links = [(f"R-{each.number}", address("ready_sheet", each.number)) for each in sheets_of(hand.notes)]
    return page(request, "readiness/sheets.html", beside=hand.beside("ready_sheets"), form=form, heads=_HEADS,
                rows=rows, links=links, back=address("ready_key_back"), days=SHEET_DAYS,
                cancel=address("ready_things"))  # fmt: skip


@in_readiness
def sheet(request: OfficerRequest, number: int) -> HttpResponse:
    """One sheet: its lines, and which came back."""
    hand = AtHand.asked(request)
    found = _here(hand, number)
    rows = [(line.code, line.name, "Typed back" if line.code in found.done else "Not yet") for line in found.lines]
    return page(
        request, "readiness/sheet.html", beside=hand.beside("ready_sheets"), title=f"Sheet R-{number}", rows=rows,
        heads=("Code", "What", "Came back"), paper=address("ready_sheet_paper", number),
        back=address("ready_key_back"), every=address("ready_sheets"), days=SHEET_DAYS,
        is_open=found.is_open(hand.now), printed=when_words(found.printed, hand.now), by=found.by,
    )  # fmt: skip


@in_readiness
def sheet_paper(request: OfficerRequest, number: int) -> HttpResponse:
    """The sheet as PDF: details stand on it, and lines to write on."""
    hand = AtHand.asked(request)
    found = _here(hand, number)
    things = {each.thing: each for each in hand.things}
    rows = []
    for line in found.lines:
        what = things.get(line.thing)
        same = what is not None and what.digest == line.digest
        told = "; ".join(f"{title}: {value}" for title, value in what.details) if what is not None and same else (
            "CHANGED SINCE IT WAS PRINTED: leave this line out")  # fmt: skip
        rows.append((line.code, f"{line.name}\n{told}", "", ""))
    part = PlainPart(
        "", "Read your line. Write yes, or what is wrong; your name; the day. Hand the sheet back to the desk.",
        ("Code", "As it is written", "Right? If not: what is wrong", "Name, day"), tuple(rows), (1, 5, 3, 2),
    )  # fmt: skip
    paper = PlainPaper(
        f"{hand.body_words}: please confirm (sheet R-{number})", "TLP:AMBER+STRICT",
        (("Printed", f"{day_words(timezone.localtime(found.printed).date())}, {found.by}"),
         ("Good for", f"{SHEET_DAYS} days from then")),
        (part,),
    )  # fmt: skip
    return paper_answer(plain_paper(paper, hand.now), f"confirm-{number}")


@in_readiness
def back(request: OfficerRequest) -> HttpResponse:
    """Type lines back."""
    hand = AtHand.asked(request)
    today = timezone.localtime(hand.now).date()
    form = BackForm.asked(request, initial={"on": today}, refused=hand.refused(Act.CONFIRM))
    if form.is_ready():
        said = form.cleaned_data
        answer = Answer(said["answer"] == RIGHT, said["who"], said["on"], said["wrong"])

        def act() -> Note:
            return key_back(hand.book, hand.officer, said["codes"], answer, hand.now, there=hand.things)[-1]

        done = hand.write(form, act, address("ready_sheets"))
        if done is not None:
            return done
    return page(request, "places/entry_form.html", form=form, title="Type a sheet back", cancel=address("ready_sheets"),
                words="All the codes are taken, or none of them: nothing is half typed.")  # fmt: skip


def _address(done: Note) -> str:
    return address("ready_sheet", done.number)


def _here(hand: AtHand, number: int) -> Sheet:
    found = next((each for each in sheets_of(hand.notes) if each.number == number), None)
    if found is None:
        raise Http404
    return found
