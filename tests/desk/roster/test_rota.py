"""What the tables of an estate and the record come to as a roster's question."""

from __future__ import annotations

from datetime import date

import pytest

from battlebox.desk.roster import Also, Listed, rota_of
from battlebox.engine.roster import Exemption, Level, Rule, Seat, Spell, Why, breaches, roster
from battlebox.estate import estate_of, read_estate
from desk.room import shipped
from desk.roster.council import council, with_row

MONDAY = date(2025, 11, 24)
DAYS = 7
BOB = "n.bob,Bob Jones,northmere,Loggist,,,,,,,,n"


@pytest.fixture
def rota(tmp_path):
    def make(*, body="", also=None, days=DAYS, **tables):
        estate = read_estate(council(tmp_path / "estate", **tables))
        return rota_of(estate, MONDAY, days, body=body, **({"also": also} if also else {}))

    return make


def person(found, name):
    return next(each for each in found.problem.people if each.id == name)


def seats_of(found):
    answer = roster(found.problem, seconds=0)
    assert breaches(found.problem, answer.seats) == ()
    return {seat.post: seat.person for seat in answer.seats}, answer


def test_each_post_is_a_seat_a_day_a_shift_and_weekdays_are_kept(rota):
    found = rota()
    posts = found.problem.posts
    assert sum(post.level is Level.VITAL for post in posts) == 7
    assert sum(post.level is Level.USEFUL for post in posts) == 5
    assert {post.shift for post in posts} == {"n.early"}
    assert found.words(posts[0].id) == "Duty social worker, Child protection referrals"


def test_a_check_that_runs_out_and_being_away_are_kept(rota):
    seats, _ = seats_of(rota())
    late = {f"n.lead/2025-11-{day}/n.early/1" for day in range(27, 31)}
    assert {seats[post] for post in late if post in seats} == {"n.cat"}
    assert "n.desk/2025-11-24/n.early/1" in seats
    assert "n.desk/2025-11-25/n.early/1" not in seats


def test_one_body_plans_its_own_posts_with_its_own_people(rota):
    found = rota(body="northmere")
    assert {each.id for each in found.problem.people} == {"n.ann", "n.bob"}
    assert {each.body for each in found.problem.posts} == {"northmere"}
    assert "n.cat" not in found.names


def test_only_who_may_serve_a_body_is_asked_for_it(rota):
    found = rota()
    seats, _ = seats_of(found)
    assert "n.cat" in seats.values()
    assert "n.dan" not in seats.values()


def test_what_nobody_can_do_is_an_answer_with_its_reason(rota):
    _, answer = seats_of(rota(**with_row("posts", "social work,enhanced", "pharmacy,enhanced")))
    assert {each.why for each in answer.empties if each.post.startswith("n.lead")} == {Why.NOBODY}


def test_ninety_hours_already_worked_means_no_shift_yet(rota):
    found = rota(**with_row("people", BOB, BOB.replace(",,,,n", ",90,,,n")))
    bob = person(found, "n.bob")
    assert sum(duty.minutes for duty in bob.worked) == 90 * 60
    _, answer = seats_of(found)
    assert any(remark.startswith("n.bob worked 90 hours") for remark in answer.remarks)


def test_thirty_hours_worked_are_taken_as_the_last_days(rota):
    found = rota(**with_row("people", BOB, BOB.replace(",,,,n", ",30,40,10,n")))
    bob = person(found, "n.bob")
    assert [duty.day for duty in bob.worked] == [-4, -3, -2, -1]
    assert (bob.history_minutes, bob.history_weeks) == (400 * 60, 10)


def test_who_is_free_at_other_times_alone_is_not_asked(rota):
    later = {"availability": "availability,of,kind,from,until,shifts\nn.a1,n.bob,free,2026-01-05,2026-01-09,\n"}
    assert person(rota(**later), "n.bob").away == (Spell(0, DAYS - 1),)


def test_the_record_bars_adds_and_counts_hours(rota):
    also = Also(
        {
            "n.bob": Listed("northmere", barred="ill"),
            "w-1": Listed("northmere", ("first aid", "child protection"), week_minutes=600),
        },
        {"w-1": "Eve Hart"},
    )  # fmt: skip
    found = rota(also=also)
    assert person(found, "n.bob").away == (Spell(0, DAYS - 1),)
    assert person(found, "w-1").history_minutes == 600
    assert found.in_words("w-1 and n.ann") == "Eve Hart and Ann Smith"
    seats, answer = seats_of(found)
    assert "w-1" not in seats.values(), "no registration and no check stands against their name"
    assert {each.why for each in answer.empties} <= {Why.NOT_FREE, Why.NOBODY, Why.AT_A_LIMIT, Why.SEATED}


def test_what_was_published_and_granted_comes_in_as_far_as_it_still_is(rota):
    kept = Seat("n.desk/2025-11-24/n.early/1", "n.bob")
    also = Also({}, {}, (kept, Seat("gone", "n.bob")), (Exemption("n.bob", 1, Rule.REST, "Gold", "no one else"),
                Exemption("gone", 1, Rule.REST, "Gold", "x")), 900)  # fmt: skip
    problem = rota(also=also).problem
    assert problem.published == (kept,)
    assert [each.person for each in problem.exemptions] == ["n.bob"]
    assert problem.past_minutes == 900


def test_an_estate_without_shifts_gets_three_and_without_posts_an_empty_answer(rota):
    no_posts = "post,service,role,body,skills,people\n"
    found = rota(posts=no_posts, shifts="shift,name,body,starts,hours\n", people="person,name,body,role\n",
                 availability="availability,of,kind,from\n")  # fmt: skip
    assert [shift.id for shift in found.problem.shifts] == ["early", "late", "night"]
    assert roster(found.problem, seconds=0).seats == ()


def test_skills_asked_for_together_are_one_skill(rota):
    found = rota(**with_row("posts", "child protection,social", "child protection;first aid,social"))
    seats, _ = seats_of(found)
    leads = {who for post, who in seats.items() if post.startswith("n.lead")}
    assert leads == {"n.cat"}


@pytest.mark.parametrize("body", ["rbkc", "wcc", "hf"])
def test_a_fortnight_of_west_london_is_mostly_covered_and_says_which_skill_is_scarce(body):
    found = rota_of(estate_of(shipped("west-london")), MONDAY, 14, body=body)
    seats, answer = seats_of(found)
    assert len(seats) > 0.6 * len(found.problem.posts)
    asked = {post.skill for post in found.problem.posts}
    assert asked == {skill for each in found.problem.people for skill in each.skills if skill in asked}
    assert "adult social care" in {each.skill for each in answer.scarce}
    assert any(f"{body}.technical-1 worked 60 hours" in remark for remark in answer.remarks)


NIGHTS = {
    **with_row("posts", "enhanced,1,n.early", "enhanced,1,n.night"),
    **with_row("people", "enhanced,northmere,,,,n\n", "enhanced until 2025-11-27,northmere,,,,n\n"),
    "availability": "availability,of,kind,from,until,shifts\nn.a1,n.cat,away,2025-11-25,2025-11-25,\n",
}


def test_a_check_that_runs_out_and_a_day_away_end_the_night_before(rota):
    """A night that begins on the last good day ends after it; the small hours of a day away are away."""
    found = rota(**NIGHTS)
    seats, answer = seats_of(found)
    nights = {post.split("/")[1] for post, who in seats.items() if who == "n.cat"}
    # Not the 24th, into the day away; not the 25th; not the 27th, into the day after the check ran out.
    assert nights == {"2025-11-26"}
    for day, rule in (("2025-11-24", Rule.FREE), ("2025-11-27", Rule.CHECK)):
        forced = (Seat(f"n.lead/{day}/n.night/1", "n.cat"),)
        assert rule in {each.rule for each in breaches(found.problem, forced)}
    assert answer.empties


def test_a_day_away_just_after_the_last_day_keeps_the_last_night_free(rota):
    """The roster ends on the 24th; its night ends on the 25th, on which Cat is away."""
    found = rota(days=1, **NIGHTS)
    seats, _ = seats_of(found)
    assert "n.cat" not in seats.values()
    forced = (Seat("n.lead/2025-11-24/n.night/1", "n.cat"),)
    assert Rule.FREE in {each.rule for each in breaches(found.problem, forced)}
