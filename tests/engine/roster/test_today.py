"""The first day: who goes home now, and the sheet of three shifts."""

from __future__ import annotations

from battlebox.engine.roster import Here, Wanted, home_times, three_shifts

DESK = frozenset({"desk"})


def test_whoever_has_done_a_whole_shift_goes_now_and_the_others_after_twelve_hours():
    worn, fresh, home = Here("Ann", DESK, on_minutes=540), Here("Bob", DESK, on_minutes=60), Here("Cy", DESK)
    half = Here("Di", DESK, on_minutes=300)
    times = home_times((fresh, half, worn, home))
    assert [each.id for each in times] == ["Ann", "Di", "Bob"]
    assert [each.can_stay for each in times] == [False, False, True]
    assert (times[1].goes_now, times[1].go_by_minutes) == (False, 300)
    assert times[0].goes_now
    assert times[0].back_from_minutes == 660
    assert (times[2].go_by_minutes, times[2].back_from_minutes) == (660, 1320)


def test_the_fresh_stay_the_rested_follow_and_the_tired_come_back_third():
    people = (Here("Ann", DESK, on_minutes=540), Here("Bob", DESK, on_minutes=60), Here("Cy", DESK))
    sheet = three_shifts(people, (Wanted("Duty officer", "desk"),))
    assert [place.person for place in sheet] == ["Bob", "Cy", "Ann"]


def test_nobody_has_two_seats_and_a_seat_that_nobody_can_take_is_blank():
    people = (Here("Ann", DESK, on_minutes=0), Here("Bob", frozenset({"phones"}), on_minutes=0))
    sheet = three_shifts(people, (Wanted("Duty officer", "desk"), Wanted("Phones", "phones"), Wanted("Lawyer", "law")))
    seated = [place.person for place in sheet if place.person]
    assert len(seated) == len(set(seated))
    assert [place.person for place in sheet if place.what == "Lawyer"] == ["", "", ""]


def test_the_seat_that_few_can_fill_is_filled_first():
    people = (Here("Ann", DESK | {"law"}, on_minutes=0), Here("Bob", DESK, on_minutes=0))
    sheet = three_shifts(people, (Wanted("Duty officer", "desk"), Wanted("Lawyer", "law")))
    assert [(place.what, place.person) for place in sheet[:2]] == [("Duty officer", "Bob"), ("Lawyer", "Ann")]


def test_who_left_an_hour_ago_does_not_start_in_eight():
    sheet = three_shifts((Here("Ann", DESK, off_minutes=60),), (Wanted("Duty officer", "desk"),))
    assert [place.person for place in sheet] == ["", "", "Ann"]


def test_somebody_fresh_without_a_seat_now_is_sent_home_for_the_third_shift():
    people = (Here("Ann", DESK, on_minutes=30), Here("Bob", DESK, on_minutes=60))
    assert [place.person for place in three_shifts(people, (Wanted("Duty officer", "desk"),))] == ["Ann", "", "Bob"]


def test_whoever_has_a_seat_in_the_third_shift_goes_home_in_time_to_be_rested_for_it():
    for minutes in range(0, 720, 15):
        for others in ((), (Here("Bob", DESK, on_minutes=30), Here("Cy", DESK))):
            people = (Here("Ann", DESK, on_minutes=minutes), *others)
            sheet = three_shifts(people, (Wanted("Duty officer", "desk"),))
            begins = {place.person: place.shift * 480 for place in sheet if place.shift}
            back = {each.id: each.back_from_minutes for each in home_times(people, begins)}
            assert all(back.get(person, 0) <= begin for person, begin in begins.items()), (minutes, sheet, back)


def test_without_a_sheet_whoever_cannot_do_another_shift_is_back_for_the_third():
    for minutes in range(241, 720):
        assert home_times((Here("Ann", DESK, on_minutes=minutes),))[0].back_from_minutes <= 960


def test_a_seat_that_somebody_can_go_on_to_sends_nobody_home():
    fresh = Here("Ann", DESK, on_minutes=60)
    assert home_times((fresh,), {"Ann": 30})[0].go_by_minutes == 660
    assert home_times((fresh,), {"Ann": 480})[0].goes_now
    assert home_times((fresh,), {"Ann": 960})[0].go_by_minutes == 300
