"""Who goes home now: everybody on duty, the longest first, by when each must go and when they may be back.

Law: hours are the record's, limits the engine's; whoever has something in hand hands it over first.
Not here: what hours count (desk), the sheet of who comes in (three_shifts.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.http import Http404, HttpResponse

from battlebox.desk import Act
from battlebox.desk.command import Grid, holdings_of
from battlebox.desk.roster import REST, SHIFT_LASTS, Candidate, Step, go, offers_of, proposed, sheet_of, sheets_of
from battlebox.engine.roster import HomeTime, home_times
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.clock_words import span_words
from battlebox.web.incident.entry import TapForm
from battlebox.web.incident.saying import when_said
from battlebox.web.pages import page
from battlebox.web.rostering.staff import Staff

NOW, SOON, STAYS = "now", "soon", "stays"
GROUPS: Final = (
    ("Home now", NOW),
    ("Home when the next shift comes in", SOON),
    ("Can do a whole shift more", STAYS),
)
TAGS: Final = {NOW: ("Home now", "red"), SOON: ("Not another shift", "orange"), STAYS: ("Can stay", "green")}
GONE: Final = [("gone", "Went home")]
HEADS: Final = ("Who", "On duty for", "Goes", "Back from", "By hand: gone at")


@in_incident
def home_now(request: OfficerRequest) -> HttpResponse:
    """Everybody on duty, and those who rest."""
    staff = Staff.of(request)
    desk = staff.desk
    tapped = TapForm.asked(request, auto_id=False)
    if tapped.is_ready():
        who = staff.someone(tapped.cleaned_data["of"])
        if who is None or not _by_tap(staff, who.id):
            raise Http404
        answer = desk.write(tapped, lambda: go(desk.record, desk.officer, who), desk.at("home_now"))
        if answer is not None:
            return answer
    may = desk.officer.may(Act.DRAFT_IN)
    seats = _next_seats(staff)
    rows = [_line(staff, each, seats.get(each.id), may=may) for each in _times(staff, seats)]
    return page(
        request,
        "rostering/home.html",
        here="people",
        form=tapped,
        beside=staff.beside("home_now"),
        groups=[(title, found) for title, key in GROUPS if (found := [each for each in rows if each["key"] == key])],
        resting=[(each.name, when_said(_back(staff, each))) for each in staff.people if _rests(each)],
        tap=GONE,
        paper=desk.at("home_paper"),
        shifts=desk.at("three_shifts"),
    )


@in_incident
def home_paper(request: OfficerRequest) -> HttpResponse:
    """The same as one sheet of A4, with room to write who went and when."""
    staff = Staff.of(request)
    rows = tuple(
        (staff.name_of(each.id), _span(each.on_minutes), _goes(staff, each), _back_said(staff, each), "")
        for each in _times(staff, _next_seats(staff))
    )
    grid = Grid(HEADS, (2.6, 1.2, 1.4, 1.4, 1.4), rows, 4)
    says = (
        "Longest on duty first. Eleven hours between going and coming back. Ask who takes each seat before they go.",
    )
    return staff.paper("who-goes-home", "Who goes home now", says=says, grids=(("On duty", grid),))


def _times(staff: Staff, seats: Mapping[str, tuple[datetime, str]]) -> tuple[HomeTime, ...]:
    now = staff.desk.sight.now
    begins = {person: (begin - now) // timedelta(minutes=1) for person, (begin, _) in seats.items()}
    return home_times((each.here for each in staff.people), begins)


def _next_seats(staff: Staff) -> dict[str, tuple[datetime, str]]:
    """When the next seat of each begins, and which: by the sheet that was kept, or by what the plain rule would say."""
    now, sight = staff.desk.sight.now, staff.desk.sight
    things = sheets_of(sight)
    kept = sheet_of(sight, things[0], ()) if things else None
    if kept is None or kept.is_over(now):
        begins, chairs = now, proposed(staff.people, staff.places, now, now)
    else:
        begins, chairs = kept.sheet.value.begins, kept.chairs
    found: dict[str, tuple[datetime, str]] = {}
    for each in chairs:
        start = begins + each.shift * SHIFT_LASTS
        if each.person and start > now:
            found.setdefault(each.person, (start, each.of.what))
    return found


def _line(staff: Staff, each: HomeTime, seat: tuple[datetime, str] | None, *, may: bool) -> dict[str, Any]:
    """One person on duty, and what to do so that they can go."""
    desk = staff.desk
    tap = TapForm.about(desk, each.id) if may and _by_tap(staff, each.id) else None
    key = NOW if each.goes_now else STAYS if each.can_stay else SOON
    return {
        "name": staff.name_of(each.id),
        "on": _span(each.on_minutes),
        "key": key,
        "tag": TAGS[key],
        "goes": _goes(staff, each),
        "back": _back_said(staff, each),
        "seat": f"{seat[1]}, {when_said(seat[0])}" if seat else "",
        "ways": _ways(staff, each.id),
        "tap": tap,
    }


def _ways(staff: Staff, person: str) -> list[tuple[str, str]]:
    """What somebody has in hand, and where it is handed over."""
    desk = staff.desk
    roles = [
        (f"Hands over {held.value.role.words}", desk.at("role", held.value.role.value))
        for held in holdings_of(desk.sight)
        if held.value.body == desk.officer.body and held.value.holder == person
    ]
    posts = [
        (f"Hands over {each.offer.value.what}", desk.at("offer", each.thing.partition("/")[2]))
        for each in offers_of(desk.sight)
        if each.step is Step.HERE and person in each.people
    ]
    return [*roles, *posts]


def _by_tap(staff: Staff, person: str) -> bool:
    """Whether somebody is in the house by the list alone: then one tap says that they went."""
    known = staff.by_id.get(person)
    return known is not None and known.listed is not None and known.listed.is_here


def _rests(who: Candidate) -> bool:
    return who.here.off_minutes is not None and timedelta(minutes=who.here.off_minutes) < REST


def _back(staff: Staff, who: Candidate) -> Any:
    return staff.desk.sight.now + REST - timedelta(minutes=who.here.off_minutes or 0)


def _goes(staff: Staff, each: HomeTime) -> str:
    if each.goes_now:
        return "now"
    return f"by {when_said(staff.desk.sight.now + timedelta(minutes=each.go_by_minutes))}"


def _back_said(staff: Staff, each: HomeTime) -> str:
    return when_said(staff.desk.sight.now + timedelta(minutes=each.back_from_minutes))


def _span(minutes: int) -> str:
    return span_words(timedelta(minutes=minutes))
