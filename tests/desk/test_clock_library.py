"""The library holds every clock of the reference, says where each comes from, and hides none that is not sure."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from importlib import resources

import pytest

from battlebox.desk import DeskCode, DeskError, Role
from battlebox.desk.tell import Force, Library, Nation, Start, Unit, bank_holidays, shipped_library
from battlebox.estate import estate_of
from desk.room import shipped

# The rows of the reference that the library was drawn from; some are several clocks.
ROWS = [
    "ico-33", "ico-33-log", "ico-33-proc", "ico-34", "ncsc", "mhclg-cir", "police", "warp-nets", "dspt", "hscn", "psn",
    "dwp", "nis-2018", "csrb", "ransom", "pci", "insurer", "ero", "care-regs", "ombudsman", "members", "foi-sar",
    "service-law", "audit-fin",
]  # fmt: skip
UNVERIFIED = {
    "ico-33-proc", "ico-34", "ncsc", "dspt", "hscn", "psn", "dwp", "nis-2018", "csrb-first", "csrb-full", "ransom",
    "pci-acquirer", "pci-report", "pci-numbers", "insurer", "members-lead", "members-all", "foi", "planning",
    "child-conference", "care-court", "homeless-tonight",
}  # fmt: skip
WITHIN = {
    "ico-33": "72 hours", "ico-33-log": "at once", "ico-33-proc": "at once", "ico-34": "at once", "ncsc": "none",
    "police": "at once", "dspt": "72 hours", "nis-2018": "72 hours", "csrb-first": "24 hours",
    "csrb-full": "72 hours", "pci-acquirer": "at once", "pci-report": "3 working days",
    "pci-numbers": "10 working days", "ero": "by 1 December", "members-lead": "2 hours", "members-all": "24 hours",
    "foi": "20 working days", "sar": "1 month", "planning": "8 weeks", "child-conference": "15 working days",
}  # fmt: skip


@pytest.fixture(scope="module")
def library():
    return shipped_library()


@pytest.fixture(scope="module")
def northmere():
    return estate_of(shipped("northmere"))


def test_every_row_of_the_reference_is_there_in_its_order(library):
    assert list(dict.fromkeys(clock.row for clock in library.clocks)) == ROWS


def test_each_allows_what_the_reference_says(library):
    assert {name: library.clock(name).within.to_text() for name in WITHIN} == WITHIN


def test_what_was_not_verified_says_so_and_asks(library):
    assert {clock.id for clock in library.clocks if clock.unsure} == UNVERIFIED
    asking = {clock.id for clock in library.clocks if clock.asks_whether_it_applies}
    assert asking == UNVERIFIED - {"csrb-first", "csrb-full"}


def test_what_is_no_law_yet_is_switched_off_with_a_reason(library):
    off = {clock.id for clock in library.clocks if clock.off}
    assert off == {"csrb-first", "csrb-full"}
    assert all("Not law when last looked at" in library.clock(name).off for name in off)


def test_only_law_is_red(library):
    assert {clock.force for clock in library.clocks if clock.is_red} == {Force.LAW}
    assert {clock.force for clock in library.clocks if not clock.is_red} == {
        Force.CONTRACT,
        Force.CUSTOM,
        Force.PROMISE,
    }
    assert Force.PROMISE.words == "our promise"


def test_every_clock_has_an_owner_a_date_and_a_source_and_every_source_is_named(library):
    for clock in library.clocks:
        assert isinstance(clock.owner, Role), clock.id
        assert clock.checked == "2026-11", clock.id
        assert clock.source or clock.unsure, clock.id
    assert {key for clock in library.clocks for key in clock.source} == set(library.sources)


def test_a_breach_starts_the_clocks_of_the_controller_and_of_the_host(library):
    assert [clock.id for clock in library.clocks if clock.on is Start.BREACH] == ["ico-33", "ico-33-log", "dspt"]
    assert [clock.id for clock in library.clocks if clock.on is Start.HOST] == ["ico-33-proc"]
    assert library.clock("ico-33").phases


def test_no_telephone_number_of_anybody_is_in_it(library):
    for clock in library.clocks:
        assert not any(word.isdigit() and len(word) > 4 for word in clock.how.split()), clock.id


def test_the_estates_own_clocks_come_after_and_bind_whom_the_estate_says(library, northmere):
    whole = library.with_own(northmere)
    own = [clock.id for clock in whole.clocks][len(library.clocks) :]
    assert own == ["northmere.breach-report", "eastholt.breach-report", "northmere.members"]
    ids = {
        body: {clock.id for clock in whole.of_body(northmere, body)} for body in ("northmere", "eastholt", "farwick")
    }
    assert "northmere.members" in ids["northmere"]
    assert "eastholt.breach-report" in ids["eastholt"]
    assert not {"northmere.members", "northmere.breach-report", "eastholt.breach-report"} & ids["farwick"]
    assert {"ico-33", "police"} <= ids["farwick"]
    assert whole.clock("northmere.members").within.unit is Unit.HOURS


def test_an_english_service_is_not_offered_in_scotland(library):
    west = estate_of(shipped("west-london"))
    assert "mhclg-cir" in {clock.id for clock in library.of_body(west, "rbkc")}
    assert Nation.SCOTLAND not in library.clock("mhclg-cir").nations
    assert [Nation.of_gss(code) for code in ("E09000020", "w06", "S12", "N09", "", None, "X1")] == [
        Nation.ENGLAND, Nation.WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND, None, None, None,
    ]  # fmt: skip


GOOD = {
    "id": '"a"', "title": '"t"', "starts": '"s"', "within": '"1 hour"', "to": '"x"', "force": '"law"',
    "checked": '"2026-11"', "owner": '"tactical"', "source": '["D1"]',
}  # fmt: skip


def written(**changed):
    rows = GOOD | changed
    lines = "\n".join(f"{name} = {value}" for name, value in rows.items() if value)
    return f'[sources]\nD1 = "a page"\n\n[[clock]]\n{lines}\n'


def test_a_library_of_ones_own_is_read():
    (clock,) = Library.from_text(written(nations='["scotland"]', phases="true")).clocks
    assert (clock.id, clock.row, clock.phases, clock.nations) == ("a", "a", True, frozenset({Nation.SCOTLAND}))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("[[clock", "at the file"),
        ("[other]\n", "there is no key other"),
        ("[sources]\nD1 = 3\n", "each key needs words"),
        ('clock = "x"\n', "clocks are written as"),
        ("clock = [3]\n", "a clock is written as"),
        (written(title=""), "at a: title is missing"),
        (written(id="3"), "id is words"),
        (written(force='"habit"'), "habit is none of law, contract, custom, promise"),
        (written(owner='"king"'), "king is none of"),
        (written(on='"moon"'), "moon is none of"),
        (written(nations='["mars"]'), "mars is none of"),
        (written(source='["D9"]'), "no source is called D9"),
        (written(source="[]"), "neither a source nor a word on what is unsure"),
        (written(report='"all"'), "report is a list of words"),
        (written(phases='"yes"'), "phases is true or false"),
        (written(hours="3"), "there is no key hours"),
        (written() + written().partition("\n\n")[2], "there are two of this id"),
    ],
)
def test_a_mistake_is_told_with_its_place(text, wrong):
    with pytest.raises(DeskError) as refused:
        Library.from_text(text)
    assert refused.value.code is DeskCode.BAD_CLOCK
    assert wrong in str(refused.value)


def test_a_clock_that_is_not_there_is_not_there(library):
    with pytest.raises(DeskError, match="there is no clock moon"):
        library.clock("moon")


# ── bank holidays, worked out a second time ──────────────────────────────────────────────────────────────────────


def easter(year):
    """Easter Sunday, by the table of golden numbers and the Sunday after the full moon."""
    golden, century = year % 19 + 1, year // 100 + 1
    gregorian, moon = 3 * century // 4 - 12, (8 * century + 5) // 25 - 5
    epact = (11 * golden + 20 + moon - gregorian) % 30
    epact += epact == 24 or (epact == 25 and golden > 11)
    full = 44 - epact
    full += 30 * (full < 21)
    sunday = 5 * year // 4 - gregorian - 10
    return date(year, 3, 1) + timedelta(days=full + 7 - (sunday + full) % 7 - 1)


@pytest.mark.parametrize("year", range(2024, 2029))
def test_the_days_that_move_with_easter_are_right(year):
    friday, monday = easter(year) - timedelta(days=2), easter(year) + timedelta(days=1)
    for nation in Nation:
        names = bank_holidays(nation).name_of
        assert names[friday] == "Good Friday"
        assert (names.get(monday) == "Easter Monday") == (nation is not Nation.SCOTLAND)


@pytest.mark.parametrize(
    ("nation", "each_year", "extra"),
    [
        (Nation.ENGLAND, 8, {}),
        (Nation.WALES, 8, {}),
        (Nation.SCOTLAND, 9, {2026: 1}),
        (Nation.NORTHERN_IRELAND, 10, {}),
    ],
)
def test_each_year_has_its_number_of_days_all_of_them_weekdays(nation, each_year, extra):
    days = bank_holidays(nation).name_of
    assert all(day.isoweekday() < 6 for day in days)
    for year in range(2024, 2029):
        assert sum(day.year == year for day in days) == each_year + extra.get(year, 0), year


@pytest.mark.parametrize(
    ("nation", "day", "name"),
    [
        (Nation.ENGLAND, date(2027, 12, 27), "Christmas Day (substitute day)"),
        (Nation.ENGLAND, date(2027, 12, 28), "Boxing Day (substitute day)"),
        (Nation.SCOTLAND, date(2028, 1, 4), "2 January (substitute day)"),
        (Nation.SCOTLAND, date(2026, 6, 15), "World Cup bank holiday"),
        (Nation.NORTHERN_IRELAND, date(2026, 7, 13), "Battle of the Boyne (substitute day)"),
    ],
)
def test_days_on_a_weekend_move_and_what_was_proclaimed_is_there(nation, day, name):
    assert bank_holidays(nation).name_of[day] == name


def test_each_row_says_how_its_day_is_known():
    text = (resources.files("battlebox.desk.tell") / "bank_holidays.csv").read_text("utf-8")
    assert {row["from"] for row in csv.DictReader(text.splitlines())} == {"rule", "proclaimed 4 February 2026"}
