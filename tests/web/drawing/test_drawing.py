"""Where boxes and labels stand: the same every time, none on another."""

from __future__ import annotations

import itertools
import random
from datetime import UTC, datetime, timedelta

import pytest

from battlebox.web.drawing.clock_line import LABEL_GAP, Mark, clock_line
from battlebox.web.drawing.layers import BOX_HEIGHT, BOX_WIDTH, MARGIN, ROWS_MOST, Box, lay_out

NOW = datetime(2026, 11, 23, 2, 40, tzinfo=UTC)


def estate(seed, number):
    rng = random.Random(seed)
    boxes = [Box("middle", 0)] + [Box(f"t{n}", rng.choice([-3, -2, -1, 1, 2, 3]), rng.choice([0, 0, 1]))
                                  for n in range(number)]  # fmt: skip
    lines = [(rng.choice(boxes).key, rng.choice(boxes).key) for _ in range(number * 2)]
    return boxes, lines


@pytest.mark.parametrize("number", [0, 1, 12, 120, 500])
def test_no_two_boxes_touch_and_all_are_inside(number):
    boxes, lines = estate(number, number)
    layout = lay_out(boxes, lines)
    assert set(layout.places) == {box.key for box in boxes}
    places = list(layout.places.values())
    for n, one in enumerate(places):
        assert one.x - BOX_WIDTH // 2 >= MARGIN
        assert one.x + BOX_WIDTH // 2 + MARGIN <= layout.width
        assert one.y - BOX_HEIGHT // 2 >= MARGIN
        assert one.y + BOX_HEIGHT // 2 + MARGIN <= layout.height
        for other in places[n + 1 :]:
            assert abs(one.x - other.x) > BOX_WIDTH or abs(one.y - other.y) > BOX_HEIGHT


def test_the_order_in_which_things_are_handed_over_changes_nothing():
    boxes, lines = estate(7, 80)
    first = lay_out(boxes, lines)
    random.Random(1).shuffle(boxes)
    random.Random(2).shuffle(lines)
    assert lay_out(boxes, lines) == first


def test_columns_stand_in_order_and_the_second_band_below_the_first():
    layout = lay_out([Box("a", -1), Box("b", 0), Box("c", 1), Box("d", 1, 1)], [])
    assert layout.places["a"].x < layout.places["b"].x < layout.places["c"].x
    assert layout.places["d"].y > layout.places["c"].y + BOX_HEIGHT


def test_lines_that_need_not_cross_do_not():
    pairs = [(f"l{n}", f"r{9 - n}") for n in range(10)]
    boxes = [Box("middle", 0), *(Box(one, -1) for one, _ in pairs), *(Box(other, 1) for _, other in pairs)]
    places = lay_out(boxes, pairs).places
    rows = sorted((places[one].y, places[other].y) for one, other in pairs)
    assert [row for _, row in rows] == sorted(row for _, row in rows)


def test_a_long_column_is_broken_and_what_needs_the_middle_stays_on_its_left():
    boxes = [Box("middle", 0), *(Box(f"t{n:03}", -1) for n in range(3 * ROWS_MOST))]
    places = lay_out(boxes, []).places
    assert len({place.x for key, place in places.items() if key != "middle"}) == 3
    assert all(place.x < places["middle"].x for key, place in places.items() if key != "middle")


def test_labels_of_a_clock_stand_in_order_of_time_and_apart():
    hours = (0, 2, 2.1, 2.2, 120, 1)
    marks = [Mark(NOW + timedelta(hours=hour), f"at {hour}", f"label {hour}") for hour in hours]
    line = clock_line(marks, NOW + timedelta(hours=2.1), NOW)
    assert [each.mark.words for each in line.drawn] == ["at 0", "at 1", "at 2", "at 2.1", "at 2.2", "at 120"]
    labels = [each.label_y for each in line.drawn]
    assert all(later - sooner >= LABEL_GAP for sooner, later in itertools.pairwise(labels))
    assert [each.is_past for each in line.drawn] == [True, True, True, True, False, False]
    assert line.height > labels[-1]
    assert line.out_from < line.out_to


def test_a_clock_that_has_not_begun_has_spent_nothing():
    marks = [Mark(NOW, "Now", "Now", is_now=True), Mark(NOW + timedelta(hours=2), "Stops", "Stops")]
    line = clock_line(marks, NOW, NOW + timedelta(hours=2))
    assert line.out_from == line.out_to


def test_a_clock_of_one_instant_is_drawn():
    assert clock_line([Mark(NOW, "Now", "Now", is_now=True)], NOW, None).drawn[0].y > 0
