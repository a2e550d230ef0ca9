"""A list of people from any sheet: columns as an officer names them, every wrong cell by its row and column."""

from __future__ import annotations

import pytest

from battlebox.desk import DeskError
from battlebox.desk.message import Means, read_people
from battlebox.estate import rows_of_file

EVERY = frozenset(Means)
SHEET = """Staff list of Northmere,,,
Payroll,Who,E-mail,Mobile
4711,Ada Okafor,ada@example.org,7700900123
4711,Ada again,ada2@example.org,
4712,Ben Marsh,ben at home,07700 90012
,Cy Dunn,,07700 900124
"""
COLUMNS = {"person": "payroll", "name": "Who", "notify_text": "Mobile", "notify_mail": "E-mail", "phone": "Mobile"}


def read(text=SHEET, works=EVERY, **columns):
    return read_people(rows_of_file(text.encode(), "staff.csv"), {**COLUMNS, **columns}, works)


def test_each_person_has_their_means_in_the_order_of_the_columns():
    roll = read()
    ada = roll.people[0]
    assert (ada.person, ada.name) == ("4711", "Ada Okafor")
    assert [each.means for each in ada.addresses] == [Means.NOTIFY_MAIL, Means.NOTIFY_TEXT, Means.PHONE]
    assert ada.addresses[1].at == "+447700900123"
    assert "a first 0 was put back on 1 of the phone numbers" in roll.guesses


def test_wrong_cells_are_named_by_the_row_of_the_spreadsheet_and_by_its_own_column():
    assert [str(fault) for fault in read(mail="E-mail").faults] == [
        "row 4, payroll: 4711 is in row 3 as well",
        "row 5, E-mail: 'ben at home' is no mail address",
        "row 5, Mobile: '07700 90012' is no phone number",
        "row 6, payroll: '' is no id",
    ]


def test_means_that_this_desk_does_not_have_are_left_out_and_nobody_with_them():
    roll = read(works=frozenset(), phone="")
    assert [each.person for each in roll.without] == ["4711", "row-4", "4712", "row-6"]


def test_people_are_called_by_their_row_where_no_column_says_who_is_who():
    roll = read(person="")
    assert [each.person for each in roll.people] == ["row-3", "row-4", "row-5", "row-6"]
    assert not [each for each in roll.faults if each.column == "payroll"]


@pytest.mark.parametrize(
    ("text", "columns", "said"),
    [
        (SHEET, {"mail": "Fax"}, "has no column Fax"),
        (SHEET, dict.fromkeys(("notify_text", "notify_mail", "phone"), ""), "no column says how anybody is reached"),
        ("Payroll,Who,E-mail,Mobile\n", {}, "there is no row with a person"),
        ("Payroll,Who,E-mail,Mobile\n" + "1,a,,\n" * 1 + "\n".join(f"{at},a,," for at in range(2, 20_003)), {},
         "20002 people are too many"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused(text, columns, said):
    with pytest.raises(DeskError) as refused:
        read(text, **columns)
    assert said in str(refused.value)


def test_three_thousand_rows_are_read_whole():
    rows = "".join(f"{at},Person {at},p{at}@example.org,07700 9{at:05}\n" for at in range(3000))
    roll = read("Payroll,Who,E-mail,Mobile\n" + rows)
    assert (len(roll.people), len(roll.faults), len(roll.without)) == (3000, 0, 0)


def test_nobody_is_forgotten_who_has_the_id_of_another():
    people = [(each.person, each.name, [str(one.means) for one in each.addresses]) for each in read().people[:2]]
    assert [each[:2] for each in people] == [("4711", "Ada Okafor"), ("row-4", "Ada again")]
    assert people[1][2] == ["notify_mail"]


@pytest.mark.parametrize("cell", ["447700900125", "7700900125", "+44 7700 900125", "07700 900125", "00447700900125"])
def test_a_number_is_read_whatever_a_spreadsheet_left_of_it(cell):
    roll = read(f"payroll,Who,Mobile,E-mail\n4711,Ada,{cell},\n")
    assert (roll.people[0].addresses[0].at, roll.faults) == ("+447700900125", ())
    lost = {"447700900125": "+", "7700900125": "0"}.get(cell)
    assert any("was put back" in each for each in roll.guesses) is bool(lost)
    assert lost is None or f"a first {lost} was put back on 1 of the phone numbers" in roll.guesses


@pytest.mark.parametrize("cell", ["0900 123 4567", "+1 900 555 0000"])
def test_nobody_is_told_at_a_premium_rate(cell):
    [fault] = read(f"payroll,Who,Mobile,E-mail\n4711,Ada,{cell},\n").faults
    assert str(fault) == f"row 2, Mobile: {cell!r} is a number at a premium rate"
