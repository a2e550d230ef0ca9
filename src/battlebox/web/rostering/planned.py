"""The roster for the days to come: worked out as a job, looked at, published as a version, printed, taken along.

Law: nothing is published but by a person; what changed since the last version is listed; names are for our own body.
Not here: the planner (engine), the rows (roster_shown.py).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse
from django.utils import timezone

from battlebox.desk import Act, DeskError
from battlebox.desk.record import Saved
from battlebox.desk.roster import (
    Exempted,
    Published,
    covering,
    differences,
    exempt,
    exemptions_of,
    is_moved,
    must_run,
    publish_roster,
    published_of,
    published_though,
    spans_said,
    standing,
    taken_and_left,
    versions_of,
)
from battlebox.engine.roster import Rule
from battlebox.share import calendar_file
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.day import DayField
from battlebox.web.incident.entry import PlainForm, entry
from battlebox.web.incident.jobs import job_of
from battlebox.web.incident.saying import when_said
from battlebox.web.models import Job
from battlebox.web.pages import page
from battlebox.web.restoring.waiting import waiting
from battlebox.web.rights import sentence
from battlebox.web.rostering.on_now import empty_soon, on_now_and_next
from battlebox.web.rostering.plan_jobs import ROSTER, ask_roster
from battlebox.web.rostering.roster_shown import RosterShown, day_said, mark_of
from battlebox.web.rostering.staff import Staff
from battlebox.web.saving import Recorded, saved
from battlebox.web.tables import table_page

DAYS: Final = 14
GAPS_SHOWN: Final = 8
RULES: Final = ((Rule.REST.value, "Daily rest: eight hours instead of eleven"), (Rule.DAY_OFF.value, "The day off"))


class AskForm(PlainForm):
    """From when, for how long."""

    first_day = DayField(label="First day")
    days = forms.IntegerField(label="How many days", min_value=1, max_value=42, initial=DAYS)
    seconds = forms.IntegerField(
        label="How long to look, in seconds", min_value=0, max_value=60, initial=10,
        help_text="0: the plain rule, hardest post first, to whoever has the least.",
    )  # fmt: skip


class PublishForm(PlainForm):
    """A word on it, and why it is published with seats that people cannot have any more."""

    all_the_same = forms.CharField(
        label="Why it is published all the same", max_length=300, help_text="And tell each of them: it is in our log."
    )
    note = forms.CharField(label="A word on it", max_length=300, required=False)


class ExemptForm(PlainForm):
    """Whose rest is cut short, when, which, who granted it, why."""

    person = forms.ChoiceField(label="Whose rest")
    day = DayField(label="Which day")
    rule = forms.ChoiceField(label="Which rest", choices=RULES, widget=forms.RadioSelect)
    by = forms.CharField(label="Who granted it", max_length=120, help_text="Their office, such as Gold.")
    why = forms.CharField(label="Why", max_length=300)


@in_incident
def roster(request: OfficerRequest) -> HttpResponse:
    """The roster that stands, by post and by person, what is empty, who is near a limit, what changed."""
    staff = Staff.of(request)
    desk = staff.desk
    versions = versions_of(desk.sight)
    held = published_of(desk.sight)
    shown = RosterShown.standing(staff)
    may = desk.officer.may(Act.EXEMPT)
    empty, tell = (empty_soon(shown), shown.to_tell()) if shown else ([], [])
    return table_page(
        request,
        "rostering/roster.html",
        *((shown.by_post(), shown.by_person()) if shown else ()),
        here="people",
        beside=staff.beside("roster"),
        held=held,
        at=when_said(held.at) if held else "",
        version=len(versions),
        changed=_changed(staff, shown, shown.stood) if shown else [],
        older=_older(staff, shown),
        plan=desk.at("plan_roster") if may and desk.has_estate else "",
        exempt=desk.at("exempt") if may else "",
        exemptions=[f"{staff.name_of(each.value.person)}, {day_said(date.fromisoformat(each.value.day))}: "
                    f"{each.value.rule.value}, granted by {each.value.by}: {each.value.why} ({each.number})"
                    for each in exemptions_of(desk.sight)],
        paper=desk.at("roster_paper"),
        calendar=desk.at("roster_calendar"),
        calendars=[(staff.name_of(each), desk.at("person_calendar", mark_of(each))) for each in shown.people()]
        if shown else [],
        tell=tell,
        tell_title=f"Whom to tell: {len(tell)} {'person' if len(tell) == 1 else 'people'}",
        too_soon=shown.too_soon() if shown else [],
        neighbour=desk.at("ask_neighbour") if desk.officer.may(Act.ASK) else "",
        starts=day_said(held.value.first) if held else "",
        on_now=on_now_and_next(shown) if shown else [],
        empty_soon=empty[:GAPS_SHOWN],
        more_empty_soon=empty[GAPS_SHOWN:],
        **_said(shown),
    )  # fmt: skip


@in_incident
def plan_roster(request: OfficerRequest) -> HttpResponse:
    """Ask for a roster."""
    staff = Staff.of(request)
    desk = staff.desk
    held = published_of(desk.sight)
    today = timezone.localtime(desk.sight.now).date()
    start: dict[str, Any] = {"first_day": today, "days": DAYS, "seconds": 10}
    if held is not None and (today - held.value.first).days in range(held.value.days):
        start |= {"first_day": held.value.first, "days": held.value.days}
    form = AskForm.asked(request, initial=start)
    if form.is_ready() and _may_be(form, desk.sight.now):
        said = form.cleaned_data
        return saved(request, form, lambda: _asked(staff, said["first_day"], said["days"], said["seconds"]))
    words = "From our own posts, people and availability in the estate, and what was written down here since. "
    if held is not None:
        words += "What was published stands as far as it can: the others keep their shifts."
    return page(request, "places/entry_form.html", here="people", form=form, title="Work out a roster", words=words,
                cancel=desk.at("roster"), button="Work it out")  # fmt: skip


@in_incident
def roster_answer(request: OfficerRequest, job: str) -> HttpResponse:
    """What was worked out, before anybody publishes it."""
    staff = Staff.of(request)
    desk = staff.desk
    found = job_of(request, job, ROSTER)
    answer = _answer(found)
    shown = RosterShown(staff, answer) if answer and desk.has_estate else None
    held = published_of(desk.sight)
    stands = standing(versions_of(desk.sight))
    return table_page(
        request,
        "rostering/roster_answer.html",
        *((shown.by_post(), shown.by_person()) if shown else ()),
        here="people",
        shown=shown,
        changed=_changed(staff, shown, stands) if shown else [],
        place=_place_taken(staff, answer) if answer else "",
        held=held,
        publish=desk.at("publish_roster", found.pk) if shown and desk.officer.may(Act.EXEMPT) else "",
        beside=staff.beside("roster"),
        neighbour=desk.at("ask_neighbour") if desk.officer.may(Act.ASK) else "",
        starts=day_said(answer.first) if answer else "",
        **waiting(desk, found, "roster_answer", "plan_roster"),
        **_said(shown),
    )  # fmt: skip


@in_incident
def publish(request: OfficerRequest, job: str) -> HttpResponse:
    """Publish what was worked out, as the next version."""
    staff = Staff.of(request)
    desk = staff.desk
    answer = _answer(job_of(request, job, ROSTER))
    if answer is None:
        raise Http404
    held = published_of(desk.sight)
    heads = [held.entry] if held else []
    form = PublishForm.asked(request, seen=heads)
    shown = RosterShown(staff, answer) if desk.has_estate else None
    doubts = shown.doubts if shown else ()
    if not doubts:
        del form.fields["all_the_same"]

    def act() -> Saved:
        names = {seat.person: staff.name_of(seat.person) for seat in answer.seats}
        said = published_though(doubts, form.cleaned_data.get("all_the_same", ""))
        noted = replace(answer, note=". ".join(filter(None, (said, form.cleaned_data["note"]))))
        return publish_roster(desk.record, desk.officer, noted, names, over=frozenset(form.seen_entries))

    back = desk.at("roster_answer", job)
    title = "Publish this roster"
    if form.is_ready() and form.overtaken(heads):
        return page(request, "places/entry_form.html", here="people", form=form, title=title, cancel=back)
    told = "Nobody is told by this: ask each of them, or give them the paper."
    words = " ".join(filter(None, ("It becomes our roster as an entry.", _place_taken(staff, answer), told)))
    warn = f"People in it cannot have their seats any more. {'; '.join(shown.doubted())}." if shown and doubts else ""
    return entry(desk, form, act, back, then=desk.at("roster"), title=title, here="people", words=words, warn=warn,
                 button="Publish it")  # fmt: skip


@in_incident
def exempt_person(request: OfficerRequest) -> HttpResponse:
    """Let somebody's rest be cut short on one day."""
    staff = Staff.of(request)
    desk = staff.desk
    form = ExemptForm.asked(request, choices={"person": staff.own_choices(("", "Choose who"))})

    def act() -> Saved:
        said = form.cleaned_data
        who = staff.someone(said["person"]) or desk.officer.someone
        granted = Exempted(who.id, desk.officer.body, said["day"].isoformat(), Rule(said["rule"]), said["by"],
                           said["why"])  # fmt: skip
        return exempt(desk.record, desk.officer, who, granted)

    return entry(
        desk,
        form,
        act,
        desk.at("roster"),
        title="Let somebody rest less",
        here="people",
        words="For one person and one day. It is used only if a post would stay empty otherwise; the rest is then "
        "owed, hour for hour. No other rule can be set aside.",
        button="Grant it",
    )


@in_incident
def roster_paper(request: OfficerRequest) -> HttpResponse:
    """The roster that stands, on A4."""
    staff, shown = _standing(request)
    versions = versions_of(staff.desk.sight)
    which = f"Version {len(versions)}, published {when_said(versions[-1].at)} as {versions[-1].number}"
    others = _older(staff, shown)
    blank = "An empty box: nobody yet, write who takes it. A dash: nobody is needed."
    says = (f"{which}. {blank}", *others, *(f"Rest owed: {words}" for words in shown.owed()))
    return staff.paper("roster", f"Roster, version {len(versions)}", says=says, grids=tuple(shown.grids()),
                       is_by_page=True)  # fmt: skip


@in_incident
def roster_calendar(request: OfficerRequest) -> HttpResponse:
    """The roster that stands, as a calendar file of everybody."""
    staff, shown = _standing(request)
    return _calendar(f"Roster of {staff.desk.body_name(shown.roster.body)}", shown, "")


@in_incident
def person_calendar(request: OfficerRequest, mark: str) -> HttpResponse:
    """One person's shifts, as a calendar file."""
    _, shown = _standing(request)
    person = next((each for each in shown.people() if mark_of(each) == mark), None)
    if person is None:
        raise Http404
    return _calendar("Shifts", shown, person)


def _calendar(title: str, shown: RosterShown, person: str) -> HttpResponse:
    file = calendar_file(title, shown.calendar(person), shown.staff.desk.sight.now)
    answer = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="shifts.ics"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _standing(request: OfficerRequest) -> tuple[Staff, RosterShown]:
    """The roster that stands; without one there is no such page."""
    staff = Staff.of(request)
    shown = RosterShown.standing(staff)
    if shown is None:
        raise Http404
    return staff, shown


def _older(staff: Staff, shown: RosterShown | None) -> list[str]:
    """The versions before the last that stand for days of what is shown, in sentences."""
    versions = versions_of(staff.desk.sight)
    days = {day: each for day, each in covering(versions).items() if shown and day in shown.roster.dates()}
    return [
        f"Version {number}, {each.number}, stands for {spans_said(mine)}."
        for number, each in enumerate(versions[:-1], start=1)
        if (mine := [day for day, by in days.items() if by.entry == each.entry])
    ]


def _place_taken(staff: Staff, roster: Published) -> str:
    """What a roster takes the place of once it is published, and what it leaves; blank where nothing stands."""
    sight = staff.desk.sight
    today = timezone.localtime(sight.now).date()
    taken, left = taken_and_left(versions_of(sight), roster, today)
    stays = f"What stands for {spans_said(left)} stays." if left else ""
    if taken:
        return f"It takes the place of what stands for {spans_said(taken)}. {stays}".strip()
    return f"It takes the place of nothing. {stays}" if left else ""


def _may_be(form: AskForm, now: datetime) -> bool:
    """Whether a roster may be for these days; if not, the form says why."""
    try:
        must_run(form.cleaned_data["first_day"], form.cleaned_data["days"], now)
    except DeskError as wrong:
        form.add_error("first_day", sentence(wrong))
        return False
    return True


def _asked(staff: Staff, first_day: date, days: int, seconds: int) -> Recorded:
    job = ask_roster(staff.desk, first_day, days, seconds)
    return Recorded("", staff.desk.at("roster_answer", job.pk), words="It is being worked out.")


def _answer(job: Job) -> Published | None:
    return None if job.answer is None else Published.from_json(job.answer)


def _changed(staff: Staff, shown: RosterShown, before: Published | None) -> list[str]:
    """What differs from the version before, in sentences."""
    lines = {each.post: each for each in shown.lines}
    rows = differences(before, shown.roster) if before else ()
    return [
        f"{day_said(lines[post].day)}, {lines[post].shift}, {lines[post].words}: "
        f"{staff.name_of(had) or 'nobody'}, now {staff.name_of(has) or 'nobody'}"
        for post, had, has in rows
        if post in lines and is_moved(before, post)
    ]


def _said(shown: RosterShown | None) -> dict[str, Any]:
    """What is said of a roster, on both of its pages."""
    if shown is None:
        return {"gaps": [], "more_gaps": [], "owed": [], "remarks": [], "scarce": [], "how": "", "gap_heads": (),
                "doubted": []}  # fmt: skip
    roster = shown.roster
    return {
        "gap_heads": ("Post", "Why it stays empty", "How often"),
        "gaps": shown.gaps()[:GAPS_SHOWN],
        "more_gaps": shown.gaps()[GAPS_SHOWN:],
        "doubted": shown.doubted(),
        "owed": shown.owed(),
        "remarks": shown.remarks(),
        "scarce": [(each.post, each.why) for each in roster.scarce[:5]],
        "how": roster.how,
    }
