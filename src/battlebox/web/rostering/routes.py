"""The addresses of the roster.

Law: a page is named here once, with what a role must allow for its form to be sent, and no name of a person ever
stands in an address.
Not here: what the pages show.
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.desk import Act
from battlebox.web.restoring.waiting import part_of
from battlebox.web.rights import sent_by
from battlebox.web.rostering import answers, drafting, home, listing, planned, posts, three_shifts
from battlebox.web.rostering.plan_jobs import ROSTER

ROSTER_ROUTES: Final[list[URLPattern]] = [
    path("people/going-home/", sent_by(Act.DRAFT_IN, home.home_now), name="home_now"),
    path("people/going-home/paper/", home.home_paper, name="home_paper"),
    path("people/shifts/", three_shifts.three_shifts, name="three_shifts"),
    path("people/shifts/keep/", sent_by(Act.DRAFT_IN, three_shifts.keep_shifts), name="keep_shifts"),
    path("people/shifts/paper/", three_shifts.shifts_paper, name="shifts_paper"),
    path(
        "people/shifts/<slug:name>/<slug:place>/",
        sent_by(Act.DRAFT_IN, three_shifts.change_seat),
        name="change_seat",
    ),
    path("people/posts/", posts.posts, name="posts"),
    path("people/posts/ask/", sent_by(Act.DRAFT_IN, drafting.ask_post), name="ask_post"),
    path("people/posts/lend/", sent_by(Act.ASK, drafting.ask_neighbour), name="ask_neighbour"),
    path("people/posts/<slug:name>/", posts.offer, name="offer"),
    path("people/posts/<slug:name>/<slug:word>/", sent_by(Act.ANSWER_POST, answers.answer_post), name="answer_post"),
    path("people/roster/", planned.roster, name="roster"),
    path("people/roster/plan/", sent_by(Act.EXEMPT, planned.plan_roster), name="plan_roster"),
    path("people/roster/rest/", sent_by(Act.EXEMPT, planned.exempt_person), name="exempt"),
    path("people/roster/paper/", planned.roster_paper, name="roster_paper"),
    path("people/roster/calendar/", planned.roster_calendar, name="roster_calendar"),
    path("people/roster/calendar/<slug:mark>/", planned.person_calendar, name="person_calendar"),
    path("people/roster/<str:job>/", planned.roster_answer, name="roster_answer"),
    path("people/roster/<str:job>/part/", part_of(ROSTER, "roster_answer", "plan_roster"), name="roster_answer_part"),
    path("people/roster/<str:job>/publish/", sent_by(Act.EXEMPT, planned.publish), name="publish_roster"),
    path("people/staff/", listing.staff, name="staff"),
    path("people/staff/add/", sent_by(Act.DRAFT_IN, listing.add), name="list_person"),
    path("people/staff/change/", sent_by(Act.DRAFT_IN, listing.change), name="change_staff"),
]
