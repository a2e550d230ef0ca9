"""Opening a list with a holder's key and a reason; its names on sheets, for this session alone.

Law: names are held in memory, never in the session store, an address, a CSV or a log; closed on signing out, by hand,
and after half an hour; nobody else's session sees them.
Not here: its names on the screen (reaching/people.py), sheets once they are printed (sheets.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from battlebox.desk.reach import Keys, Means, Proof, Way, keys_of, open_list, pages_of, print_sheets, sheets_of
from battlebox.desk.record import Saved
from battlebox.share import sheets_paper
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.held import OPEN_SECONDS, held, hold, let_go
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import PlainForm, entry, seen_or_404
from battlebox.web.incident.papers import paper_answer
from battlebox.web.pages import page
from battlebox.web.reaching.lists import asked_list, opened_or_none, own_or_404, sheet_number


@dataclass(frozen=True, slots=True)
class Printed:
    """What was just numbered: the sheets, the number to ring, and how many people are on none of them."""

    numbers: tuple[str, ...]
    ring: str
    left: int
    other_way: int
    way: str


class OpenForm(PlainForm):
    """Which post's key, and why."""

    keeps_drafts = False
    post = forms.ChoiceField(label="Whose key")
    passphrase = forms.CharField(
        label="Passphrase",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="Or the secret of their sealing key, where they have one.",
    )
    why = forms.CharField(
        label="Why names are needed now", max_length=300, help_text="It stands in the record. Name nobody in it."
    )


class PrintForm(PlainForm):
    """For whom, on how many lines, back when."""

    keeps_drafts = False
    way = forms.ChoiceField(
        label="What for", choices=[(way.value, f"To {way.value}") for way in Way], widget=forms.RadioSelect
    )
    patches = forms.MultipleChoiceField(
        label="Which patches", required=False, widget=forms.CheckboxSelectMultiple, help_text="None ticked: all."
    )
    needs = forms.MultipleChoiceField(
        label="Which needs", required=False, widget=forms.CheckboxSelectMultiple, help_text="None ticked: all."
    )
    taken_by = forms.CharField(label="Who takes them", max_length=120, required=False)
    ring = forms.CharField(label="The desk's number, to ring for help", max_length=40, required=False)
    lines = forms.IntegerField(label="People on a sheet", min_value=1, max_value=20, initial=5)
    back_in = forms.IntegerField(label="Back in how many hours", min_value=1, max_value=72, initial=3)


@in_incident
def open_it(request: OfficerRequest, name: str) -> HttpResponse:
    """Open a list: only then are its people in memory."""
    desk, thing = asked_list(request, name)
    own_or_404(desk, thing)
    keys = seen_or_404(lambda: keys_of(desk.sight, thing))
    form = OpenForm.asked(request, choices={"post": [(post, post) for post in keys.posts]})

    def act() -> Saved:
        said = form.cleaned_data
        opened = open_list(desk.record, desk.officer, thing, proof_of(keys, said["post"], said["passphrase"]),
                           why=said["why"])  # fmt: skip
        hold(request, thing, opened)
        return opened.saved

    return entry(
        desk,
        form,
        act,
        desk.at("reach_list", name),
        title="Open the list",
        here="reach",
        words=f"It stays open for you alone, for {OPEN_SECONDS // 60} minutes or until you sign out. "
        "Opening takes some seconds.",
        button="Open it",
    )


def proof_of(keys: Keys, post: str, words: str) -> Proof:
    """What a holder shows: the words, or the secret of the key that they have."""
    means = next((each.means for each in keys.held if each.post == post), Means.WORDS)
    return Proof(post, secret=words.strip()) if means is Means.SEALING_KEY else Proof(post, " ".join(words.split()))


@require_POST
@in_incident
def put_away(request: OfficerRequest, name: str) -> HttpResponse:
    """Close it again for this session."""
    desk, thing = asked_list(request, name)
    own_or_404(desk, thing)
    let_go(request, thing)
    messages.info(request, "The list is put away. Open it again with a key.")
    return redirect(desk.at("reach_list", name))


@in_incident
def print_them(request: OfficerRequest, name: str) -> HttpResponse:
    """Number sheets for those still to be reached; the paper is on the next page."""
    desk, thing = asked_list(request, name)
    own_or_404(desk, thing)
    opened = opened_or_none(desk, thing)
    if opened is None:
        return redirect(desk.at("open_list", name))
    form = PrintForm.asked(
        request,
        initial={"way": Way.CALL.value},
        choices={
            "patches": [(each, each) for each in sorted({person.patch for person in opened.people})],
            "needs": [(each, each) for each in sorted({person.need for person in opened.people})],
        },
    )

    def act() -> Saved:
        said = form.cleaned_data
        printing = print_sheets(
            desk.record,
            desk.officer,
            opened,
            way=Way(said["way"]),
            patches=frozenset(said["patches"]),
            needs=frozenset(said["needs"]),
            lines=said["lines"],
            back_in=timedelta(hours=said["back_in"]),
            taken_by=said["taken_by"],
        )
        numbers = tuple(each.number for each in printing.sheets)
        made = Printed(numbers, said["ring"], printing.left, printing.other_way, said["way"])
        hold(request, f"{thing} printed", made)
        return printing.saved

    return entry(desk, form, act, desk.at("reach_list", name), then=desk.at("printed_sheets", name),
                 title="Print sheets", here="reach", button="Number the sheets",
                 words="Who must not be rung, or has no number, is on sheets to visit.")  # fmt: skip


@in_incident
def printed(request: OfficerRequest, name: str) -> HttpResponse:
    """The sheets that were just numbered, ready to be opened as PDF."""
    desk, thing = asked_list(request, name)
    own_or_404(desk, thing)
    found = _printed(request, thing)
    return page(
        request,
        "places/printed_sheets.html",
        here="reach",
        numbers=found.numbers,
        left=found.left,
        other_way=found.other_way,
        is_call=found.way == Way.CALL.value,
        paper=desk.at("printed_paper", name),
        again=desk.at("print_sheets", name),
        back=desk.at("reach_list", name),
    )


@in_incident
def printed_paper(request: OfficerRequest, name: str) -> HttpResponse:
    """Those sheets as one PDF."""
    desk, thing = asked_list(request, name)
    found = _printed(request, thing)
    return _paper(desk, thing, frozenset(found.numbers), found.ring)


@in_incident
def sheet_paper(request: OfficerRequest, number: str) -> HttpResponse:
    """One sheet once more, where its list is open."""
    desk = AtDesk.of(request)
    wanted = sheet_number(number)
    found = next((each.sheet for each in sheets_of(desk.sight) if each.sheet.number == wanted), None)
    if found is None:
        raise Http404
    return _paper(desk, found.list, frozenset({found.number}), "")


def _paper(desk: AtDesk, thing: str, numbers: frozenset[str], ring: str) -> HttpResponse:
    own_or_404(desk, thing)
    opened = opened_or_none(desk, thing)
    if opened is None:
        return redirect(desk.at("open_list", thing.partition("/")[2]))
    sheets = tuple(each.sheet for each in sheets_of(desk.sight, thing) if each.sheet.number in numbers)
    if not sheets:
        raise Http404
    pages = pages_of(desk.sight, opened, sheets, body=desk.body_name(desk.officer.body), ring=ring)
    return paper_answer(sheets_paper(pages, desk.sight.now), "sheets")


def _printed(request: OfficerRequest, thing: str) -> Printed:
    found = held(request, f"{thing} printed", Printed)
    if found is None:
        raise Http404
    return found
