"""Long lists of orders said in few words.

Law: every order is named or counted, and none twice.
Not here: what the brief says of them (test_brief.py).
"""

from __future__ import annotations

import re

import pytest

from battlebox.desk.brief.groups import together

THREE = ["Isolate A, and its store", "Isolate B", "Isolate C"]


def test_three_orders_of_one_kind_form_one_list():
    assert together(THREE, 5) == "Isolate one by one (3): A, and its store; B; C"


def test_what_is_not_named_is_counted():
    assert together([*THREE, "Isolate D", "Isolate E"], 2) == "Isolate one by one (5): A, and its store; B; and 3 more"


def test_two_of_a_kind_are_said_in_full():
    assert together(["Cut the line", *THREE[1:]], 5) == "Cut the line; Isolate B; Isolate C"


def test_kinds_keep_the_order_in_which_they_first_come():
    found = together(["Cut one", *THREE, "Cut two", "Cut three"], 1)
    assert found == "Cut one by one (3): one; and 2 more; Isolate one by one (3): A, and its store; and 2 more"


@pytest.mark.parametrize("many", range(1, 30))
def test_named_and_counted_together_are_all_there_are(many):
    found = together([f"Isolate system {number}" for number in range(many)], 4)
    named = len(set(re.findall(r"system (\d+)", found)))
    left = re.search(r"and (\d+) more", found)
    assert named + int(left.group(1) if left else 0) == many
