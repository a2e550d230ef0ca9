"""The log: everything this reader may see, newest first, found by kind, body, words and time; a line written into it.

Law: a page looks at no more entries than it needs; what was corrected is struck through and says by what; what the list
of people to reach keeps sealed is never shown.
Not here: one entry (log_entry.py), copies and proofs of the record (record_copies.py, checkpoints.py).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from battlebox.desk import Act
from battlebox.desk.record import (
    SUBJECTS,
    Filter,
    LogLine,
    LogPage,
    Note,
    conflicts_of,
    log_page,
    note_of,
    subject_words,
    write_note,
)
from battlebox.journal import MEANING, Kind
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk, DeskEntryForm
from battlebox.web.incident.said import link, plainly, seen_by, struck, who_of
from battlebox.web.incident.wording import when
from battlebox.web.moment import MomentField
from battlebox.web.our_words import OurWords
from battlebox.web.pages import page

HEADS: Final = ("Entry", "When", "What", "Who", "Who may see it")
_PRINT_MOST: Final = 5000
_PLACES_MAX: Final = 9


def _by_words(row: tuple[str, str]) -> str:
    return row[1].casefold()


_BY_SUBJECT: Final = sorted(((each, capfirst(subject_words(each))) for each in SUBJECTS), key=_by_words)


class FilterForm(OurWords, forms.Form):
    """What to show; it stands in the address."""

    is_filter = True
    use_required_attribute = False
    words = forms.CharField(label="Words", required=False, max_length=200)
    kind = forms.ChoiceField(
        label="About", required=False,
        choices=[("", "Everything"), *_BY_SUBJECT],
    )  # fmt: skip
    since = MomentField(label="Written since", required=False)

    def __init__(self, *args: Any, bodies: tuple[tuple[str, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Any body"), *bodies]
        self.fields["body"] = forms.ChoiceField(label="Written by", choices=choices, required=False)

    def filter(self) -> Filter:
        """As the desk takes it; what is not understood is left out, and said at its field."""
        self.is_valid()
        data = self.cleaned_data
        kinds = frozenset({data["kind"]}) if data.get("kind") else frozenset[str]()
        return Filter(kinds, data.get("body", ""), data.get("words", ""), data.get("since"))


class NoteForm(DeskEntryForm):
    """A line for the log."""

    facts = forms.CharField(label="What happened", widget=forms.Textarea(attrs={"rows": 3}), max_length=20_000)
    heard_from = forms.CharField(
        label="Heard from", required=False, max_length=300, help_text="An office, or how you know it."
    )
    happened = MomentField(label="When it happened")
    person = forms.CharField(
        label="Name of whoever said it", required=False, max_length=200,
        help_text="Kept apart, so that it can be removed.",
    )  # fmt: skip
    late = forms.CharField(
        label="If written late: why", required=False, max_length=300,
        help_text="Asked for what happened more than fifteen minutes ago, and for every line after the closing.",
    )  # fmt: skip

    def note(self) -> Note:
        """What the form says."""
        data = self.cleaned_data
        return Note(data["facts"], data["happened"], data["heard_from"], data["late"])


@in_incident
def log(request: OfficerRequest) -> HttpResponse:
    """A page of the log."""
    desk = AtDesk.of(request)
    form, asked = _asked(desk)
    found = log_page(desk.sight, asked, before=_place(request, "before"), after=_place(request, "after"))
    return page(
        request, "places/log.html", here="log", filter=form, heads=HEADS, rows=log_rows(desk, found),
        older=_turn(request, "before", found.older), newer=_turn(request, "after", found.newer),
        newest=_turn(request, "", 0) if request.GET.get("before") or request.GET.get("after") else "",
        only_decisions="?kind=decision", is_filtered=asked != Filter(), total=desk.record.arrived,
        conflicts=len(conflicts_of(desk.sight)), may_note=desk.officer.may(Act.NOTE),
        may_copy=desk.officer.may(Act.COPY), may_share=desk.officer.may(Act.SHARE),
        may_checkpoint=desk.officer.may(Act.CHECKPOINT),
        print_address=desk.at("print_log") + f"?{_kept(request)}", short=request.incident.short,
    )  # fmt: skip


@in_incident
def print_log(request: OfficerRequest) -> HttpResponse:
    """The log on paper, the oldest of what the filter finds first."""
    desk = AtDesk.of(request)
    _, asked = _asked(desk)
    found = log_page(desk.sight, asked, size=_PRINT_MOST)
    return page(request, "places/log_print.html", here="log", heads=HEADS, rows=log_rows(desk, found)[::-1],
                more=found.older is not None, most=_PRINT_MOST, at=desk.sight.now)  # fmt: skip


@in_incident
def note(request: OfficerRequest) -> HttpResponse:
    """Write a line into the log."""
    desk = AtDesk.of(request)
    form = NoteForm.asked(request, initial={"happened": desk.sight.now})
    if form.is_ready():
        answer = desk.write(
            form,
            lambda: write_note(
                desk.record, desk.officer, form.note(), person=form.cleaned_data["person"], handling=desk.handling(form)
            ),
            desk.at("log"),
        )
        if answer is not None:
            return answer
    return page(request, "places/form.html", here="log", form=form, title="Write in the log", cancel=desk.at("log"))


def log_rows(desk: AtDesk, found: LogPage) -> list[list[str | SafeString]]:
    """Lines of the log as cells."""
    return [_row(desk, each) for each in found.lines]


def _row(desk: AtDesk, each: LogLine) -> list[str | SafeString]:
    line = each.line
    words = plainly(desk, line.words) or _bare(each)
    shown = struck(words) if each.is_struck else words
    notes = f"corrected by {', '.join(each.corrected_by)}" if each.is_struck else ""
    what = format_html("<bdi>{}</bdi>{}{}", shown, " " if notes else "", notes)
    return [
        link(line.number, desk.at("entry", line.id)),
        _when(desk, each),
        what,
        who_of(desk, line.header.by, each.body),
        seen_by(desk, line.header.tlp, line.header.audience, each.body),
    ]


def _when(desk: AtDesk, each: LogLine) -> str:
    """When it happened, and when it was written where that is another time."""
    written = when(each.line.at, desk.sight.now)
    note = note_of(desk.sight, each.line)
    happened = when(note.happened, desk.sight.now) if note else written
    return written if happened == written else f"{happened} (written {written})"


def _bare(each: LogLine) -> str:
    """An entry without words: what its kind means."""
    kind = each.line.header.kind
    return f"({MEANING[Kind(kind)] if kind in set(Kind) else subject_words(kind)})"


def _asked(desk: AtDesk) -> tuple[FilterForm, Filter]:
    bodies = tuple(sorted(((each, desk.body_name(each)) for each in desk.record.standing.orgs), key=_by_words))
    form = FilterForm(desk.request.GET or None, bodies=bodies)
    return form, form.filter() if form.is_bound else Filter()


def _place(request: OfficerRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _PLACES_MAX else None


def _kept(request: OfficerRequest) -> str:
    """The filter in the address, without the place."""
    address = request.GET.copy()
    for key in ("before", "after"):
        address.pop(key, None)
    return address.urlencode()


def _turn(request: OfficerRequest, name: str, place: int | None) -> str:
    """The address of another page of the log; blank where there is none."""
    if place is None:
        return ""
    return "?" + "&".join(part for part in (_kept(request), f"{name}={place}" if name else "") if part)
