"""What is done about a clock: started, judged, met by a report, given its reference; when the body became aware.

Law: a form asks four things and no more; what it writes stays with the officer's own body, but for a time named for
another body, which that body sees.
Not here: the rules (desk), the pages that lead here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse
from django.utils.text import capfirst

from battlebox.desk.record import Saved
from battlebox.desk.tell import (
    AwareTime,
    Candidate,
    ClockReport,
    Course,
    Judged,
    Start,
    awareness_of,
    decide_aware,
    exposures_of,
    judge_clock,
    note_reference,
    record_report,
    start_clock,
    suggest_aware,
)
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.desk_time import desk_now
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import PlainForm, entry
from battlebox.web.incident.said import plainly
from battlebox.web.incident.saying import when_said
from battlebox.web.moment import MomentField
from battlebox.web.telling.courses import (
    clock_desk,
    course_named,
    few_named,
    ground_of,
    name_of,
    name_of_thing,
    picture_for,
    title_of,
    whose,
)
from battlebox.web.telling.facts import standings_of

OURS: Final = "Your own body alone sees what you write here."
ANOTHER: Final = "another"
_JUDGED: Final = (
    (Judged.RUNNING.value, "It applies: they must be told"),
    (Judged.ASSESSING.value, "Still being assessed"),
    (Judged.NOT_REPORTABLE.value, "They need not be told"),
)
_OFFICE: Final = "Their office, not their name."


class StartForm(PlainForm):
    """What starts a clock."""

    at = MomentField(label="When it happened", initial=desk_now)
    why = forms.CharField(label="What happened", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    who = forms.CharField(label="Who says so", max_length=200, help_text=_OFFICE)
    matter = forms.CharField(
        label="Which one, where there are several",
        max_length=200,
        required=False,
        help_text="Such as the reference of a request. Leave it blank where there is only one.",
    )


class JudgeForm(PlainForm):
    """Whether it applies."""

    answer = forms.ChoiceField(label="What was decided", choices=_JUDGED, widget=forms.RadioSelect)
    why = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
    who = forms.CharField(label="Who decides", max_length=200, help_text=_OFFICE)


class ReportForm(PlainForm):
    """Who was told; the rest can wait."""

    tucked: tuple[str, ...] = ("reference", "late", "last")
    tucked_words = "More: their reference, why it was late, whether it is the last part"
    at = MomentField(label="When they were told", initial=desk_now)
    to = forms.CharField(label="Who was told", max_length=200, help_text=_OFFICE)
    by = forms.CharField(label="Who told them", max_length=200, help_text="The office, not the name.")
    channel = forms.CharField(label="How", max_length=200, help_text="Such as the online form, a call, a letter.")
    reference = forms.CharField(label="Their reference", max_length=200, required=False)
    words = forms.CharField(
        label="What they were told", widget=forms.Textarea(attrs={"rows": 4}), max_length=10_000, required=False
    )
    facts = forms.MultipleChoiceField(
        label="Which facts they were told", widget=forms.CheckboxSelectMultiple, required=False,
        help_text="They are listed where each went, and once one changes, a correction to them is owed. "
        "Others that stand in the words are found. A council that clears one sees that it went there, and no more.",
    )  # fmt: skip
    late = forms.CharField(
        label="Why it was late", widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False
    )
    last = forms.BooleanField(label="Nothing more will follow", required=False)


class ReferenceForm(PlainForm):
    """The number that they gave."""

    reference = forms.CharField(label="The reference that they gave", max_length=200)


class SuggestForm(PlainForm):
    """A time at which a body may have become aware."""

    at = MomentField(label="Aware from", initial=desk_now)
    who = forms.CharField(label="Who became aware", max_length=200, help_text=_OFFICE)
    why = forms.CharField(
        label="Why that counts as being aware", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    source = forms.CharField(
        label="Who or what says so", max_length=200, required=False, help_text="Such as the call log."
    )


class DecideForm(PlainForm):
    """The time that counts."""

    named = forms.ChoiceField(label="Which time counts", widget=forms.RadioSelect)
    at = MomentField(label="If it is another time, which", required=False)
    why = forms.CharField(label="Why this time and no other", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)

    def clean(self) -> dict[str, Any]:
        """Another time is written down."""
        said = self.cleaned_data
        if said.get("named") == ANOTHER and not said.get("at") and "at" not in self.errors:
            self.add_error("at", "Write the date and the time at which you became aware.")
        return said


@in_incident
def start(request: OfficerRequest, name: str) -> HttpResponse:
    """Start a clock."""
    desk, course = _own(request, name)
    is_host = course.clock.on is Start.HOST
    form = StartForm.asked(request)
    if is_host:
        del form.fields["matter"]

    def act() -> Saved:
        said = form.cleaned_data
        matter = course.matter or name.rpartition("~")[2] if is_host else said["matter"]
        return start_clock(
            clock_desk(desk), course.clock.id, why=said["why"], who=said["who"], at=said["at"], matter=matter
        )

    def started(done: Saved) -> str:
        # With a matter it is a clock of its own beside the one that the form was opened from.
        return desk.at("clock", name_of_thing(done.thing))

    return _form(desk, course, form, act, title="Start the clock", button="Start it", then=started)


@in_incident
def judge(request: OfficerRequest, name: str) -> HttpResponse:
    """Say whether a clock applies."""
    desk, course = _own(request, name)
    seen = sorted(each.entry for each in course.judged)
    form = JudgeForm.asked(request, seen=seen)

    def act() -> Saved:
        said = form.cleaned_data
        over = frozenset(form.seen_entries)
        return judge_clock(
            clock_desk(desk), course.thing, Judged(said["answer"]), why=said["why"], who=said["who"], over=over
        )

    if form.is_ready():
        form.overtaken(seen)
    return _form(desk, course, form, act, title="Does it apply?")


@in_incident
def report(request: OfficerRequest, name: str) -> HttpResponse:
    """Record that they were told."""
    desk, course = _own(request, name)
    facts = [(each.thing, each.fact.outward) for each in standings_of(desk)]
    form = ReportForm.asked(request, initial={"to": course.clock.to}, choices={"facts": facts})
    if not facts:
        del form.fields["facts"]
    if not course.clock.phases:
        del form.fields["last"]
    is_late = course.is_overdue(desk.sight.now)
    form.tucked = tuple(each for each in form.tucked if each in form.fields and not (is_late and each == "late"))

    def act() -> Saved:
        said = form.cleaned_data
        kept = ClockReport(course.thing, **{key: said[key] for key in ("at", "to", "by", "channel")},
                           reference=said["reference"], words=said["words"], late=said["late"],
                           last=said.get("last", False))  # fmt: skip
        return record_report(clock_desk(desk), course.thing, kept, facts=said.get("facts", ()))

    part = f"Part {len(course.reports) + 1}: they were told" if course.clock.phases else "They were told"
    return _form(desk, course, form, act, title=part)


@in_incident
def reference(request: OfficerRequest, name: str, report: str) -> HttpResponse:
    """Write down the number that they gave a report."""
    desk, course = _own(request, name)
    found = next((each for each in course.reports if each.thing.partition("/")[2] == report), None)
    if found is None:
        raise Http404
    form = ReferenceForm.asked(request, initial={"reference": found.reference})

    def act() -> Saved:
        return note_reference(clock_desk(desk), found.thing, form.cleaned_data["reference"])

    return _form(desk, course, form, act, title=f"Their reference for {found.said.number}")


@in_incident
def suggest(request: OfficerRequest, body: str) -> HttpResponse:
    """Name a time at which a body may have become aware."""
    desk = AtDesk.of(request)
    estate = ground_of(desk).estate
    if body not in estate.body_by_id:
        raise Http404
    form = SuggestForm.asked(request)

    def act() -> Saved:
        said = form.cleaned_data
        named = Candidate(body, said["at"], said["who"], said["why"], said["source"])
        return suggest_aware(desk.record, estate, desk.officer, named)

    name = whose(desk, body)
    seen = OURS if body == desk.officer.body else f"{name} sees what you write here, and your own body."
    words = f"The earliest time named for {name} counts until its information governance decides. {seen}"
    title = f"Since when may {name} have been aware?"
    return entry(desk, form, act, desk.at("clocks"), title=title, here="tell", words=words)


@in_incident
def decide(request: OfficerRequest) -> HttpResponse:
    """Decide when one's own body became aware."""
    desk = AtDesk.of(request)
    body = desk.officer.body
    touched = (each for each in exposures_of(desk.sight, picture_for(desk)) if body in each.controllers)
    aware = awareness_of(desk.sight, body, touched)
    seen = sorted(each.entry for each in aware.decided)
    named = {f"{each.at.isoformat()} {each.thing}": each for each in reversed(few_named(aware.named))}
    choices = [
        (key, f"{when_said(each.at)}, {each.who}: {plainly(desk, each.why)}") for key, each in reversed(named.items())
    ]
    form = DecideForm.asked(request, seen=seen, choices={"named": [*choices, (ANOTHER, "Another time")]})

    def act() -> Saved:
        said = form.cleaned_data
        taken = named.get(said["named"])
        at: datetime = taken.at if taken else said["at"]
        decided = AwareTime(at, said["why"], taken.thing if taken else "")
        return decide_aware(desk.record, desk.officer, decided, over=frozenset(form.seen_entries))

    if form.is_ready():
        form.overtaken(seen)
    words = f"{capfirst(aware.words)}. Every clock of a breach counts from the time that you decide. {OURS}"
    return entry(desk, form, act, desk.at("clocks"), title="When did we become aware?", here="tell", words=words)


def _own(request: OfficerRequest, name: str) -> tuple[AtDesk, Course]:
    """A clock of one's own body; another's is looked at and not acted on."""
    desk = AtDesk.of(request)
    course = course_named(desk, name)
    if course.body != desk.officer.body or course.clock.off:
        raise Http404
    return desk, course


def _form(  # noqa: PLR0913 - what such a page says of itself
    desk: AtDesk,
    course: Course,
    form: PlainForm,
    act: Callable[[], Saved],
    *,
    title: str,
    button: str = "Save",
    then: str | Callable[[Saved], str] = "",
) -> HttpResponse:
    """The page of a form about one clock."""
    back = desk.at("clock", name_of(course))
    rows = [("Clock", title_of(desk, course)), ("To", course.clock.to)]
    if course.begin:
        rows.append(("By when", capfirst(course.due.words)))
    return entry(desk, form, act, back, title=title, here="tell", then=then, button=button, rows=rows, words=OURS)
