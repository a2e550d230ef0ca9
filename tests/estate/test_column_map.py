"""The column map, and what it makes of one cell.

Law: every mistake in a map is told at once, each with what to write; a cell changes only in ways that are told.
Not here: whole files brought in (test_intake.py).
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.estate import TABLES, ColumnMap, EstateCode, EstateError, MapFaults
from battlebox.estate.cells import CellError, value_of
from battlebox.estate.columnmap import Rule
from battlebox.estate.tidy import How, items, tidy

GOOD = '[[take]]\ntable = "segments"\n[take.columns]\nname = "Name"\n'


BAD_MAPS = [
    ("x = ", EstateCode.BAD_MAP, "map", "the map cannot be read", "docs/formats/map.md"),
    ("", EstateCode.MAP_EMPTY, "map take", "the map takes nothing", "[[take]]"),
    ("take = 3", EstateCode.MAP_EMPTY, "map take", "the map takes nothing", "[[take]]"),
    (
        "[[take]]",
        EstateCode.MAP_NO_TABLE,
        "map take 1",
        "a [[take]] does not say which table it fills",
        'table = "systems"',
    ),
    (
        GOOD.replace("segments", "segment"),
        EstateCode.MAP_TABLE,
        "map take 1 table",
        "segment is not a table of an estate: did you mean segments?",
        "write one of bodies",
    ),
    (
        GOOD + 'nmae = "x"',
        EstateCode.MAP_COLUMN,
        "map take 1 columns nmae",
        "segments has no column called nmae",
        "the columns are segment, name, body",
    ),
    (
        GOOD + 'body = { from = "x", always = "y" }',
        EstateCode.MAP_SOURCE,
        "map take 1 columns body",
        "body needs either `from` or `always`, and not both",
        'body = { always = "the same in every row" }',
    ),
    (GOOD + "body = {}", EstateCode.MAP_SOURCE, "map take 1 columns body", "needs either", "always"),
    (
        GOOD + 'body = { form = "x" }',
        EstateCode.MAP_KEY,
        "map take 1 columns body",
        "a map has no key called form here",
        "rename it to from",
    ),
    (
        GOOD + 'body = { from = "x", unit = "days" }',
        EstateCode.MAP_UNIT,
        "map take 1 columns body",
        "body is not a column of hours",
        "take `unit` out",
    ),
    (
        '[[take]]\ntable = "systems"\ncolumns = { name = "N", rebuild_h = { from = "x", unit = "month" } }',
        EstateCode.MAP_VALUE,
        "map take 1 columns rebuild_h",
        "unit must be one of minutes, hours, days, weeks",
        'unit = "minutes"',
    ),
    (
        '[[take]]\ntable = "services"\ncolumns = { name = "N", priority = "P", rto_h = "R", people = "C" }',
        EstateCode.MAP_REQUIRED,
        "map take 1 columns",
        "services must have mtpd_h, and the map does not say where it comes from",
        'mtpd_h = "their column"',
    ),
    ("[from]\nheadr = 1\n" + GOOD, EstateCode.MAP_KEY, "map from", "no key called headr", "to header"),
    ("[from]\nheader = 0\n" + GOOD, EstateCode.MAP_VALUE, "map from", "header must be a row number", "= 4"),
    ("[from]\nheader = true\n" + GOOD, EstateCode.MAP_VALUE, "map from", "header must be a row number", "= 4"),
    ('[from]\nseparator = ":"\n' + GOOD, EstateCode.MAP_VALUE, "map from", "separator must be one of", '","'),
    ('[from]\nrepeats = "no"\n' + GOOD, EstateCode.MAP_VALUE, "map from", "must be one of keep, replace", ""),
    ("[from]\nsheet = [1]\n" + GOOD, EstateCode.MAP_VALUE, "map from", "sheet must be words", "quotation"),
    ("[unknown]\n" + GOOD, EstateCode.MAP_KEY, "map", "no key called unknown", "the keys are from, take"),
    (
        GOOD + "body = 3",
        EstateCode.MAP_VALUE,
        "map take 1 columns body",
        "body must be the name of their column, or a table",
        "their column",
    ),
    (
        GOOD + 'body = { from = "x", each = "yes" }',
        EstateCode.MAP_VALUE,
        "map take 1 columns body",
        "each must be true or false",
        "each = true",
    ),
    (
        '[[take]]\ntable = "segments"\nonly = { Status = 3 }\ncolumns = { name = "N" }',
        EstateCode.MAP_VALUE,
        "map take 1 only",
        "Status must be a list of words",
        '["In use", "Live"]',
    ),
    (
        '[[take]]\ntable = "segments"\nonly = 3\ncolumns = { name = "N" }',
        EstateCode.MAP_VALUE,
        "map take 1 only",
        "only must be a table",
        "[take.only]",
    ),
]


def faults(text):
    with pytest.raises(MapFaults) as refused:
        ColumnMap.from_text(text)
    return refused.value


def column(table, name):
    return TABLES[table].column(name)


def made(table, name, text, **rule):
    return tidy(column(table, name), text, Rule(column=name, source="theirs", **rule))


class TestAMap:
    def test_the_least_map_names_a_table_and_a_column(self):
        told = ColumnMap.from_text(GOOD)
        assert told.sources == ("Name",)
        assert (told.sheet, told.header, told.separator, told.repeats) == ("", 0, "", "keep")

    @pytest.mark.parametrize(("text", "code", "place", "message", "hint"), BAD_MAPS)
    def test_a_mistake_is_told_with_its_place_and_what_to_write(self, text, code, place, message, hint):
        told = faults(text).mistakes
        assert [one.code for one in told if one.place == place] == [code]
        found = next(one for one in told if one.place == place)
        assert message in found.message
        assert hint in found.hint or hint in found.message

    def test_every_mistake_is_told_at_once(self):
        told = faults(
            '[from]\nheadr = 1\n[[take]]\ntable = "no"\n[[take]]\ntable = "systems"\ncolumns = { nmae = "x" }'
        )
        assert [one.code for one in told.mistakes] == [
            EstateCode.MAP_KEY,
            EstateCode.MAP_TABLE,
            EstateCode.MAP_COLUMN,
            EstateCode.MAP_REQUIRED,
            EstateCode.MAP_REQUIRED,
        ]
        assert str(told) == "the map has 5 mistakes; the first: a map has no key called headr here"
        assert isinstance(told, EstateError)

    def test_bytes_that_are_not_text_are_a_mistake_of_the_map(self):
        with pytest.raises(MapFaults, match="the map cannot be read"):
            ColumnMap.from_bytes(b"\xff\xfe\x00")

    @given(st.text(max_size=200))
    def test_no_text_breaks_the_reader(self, text):
        try:
            told = ColumnMap.from_text(text)
        except MapFaults as error:
            told = error
        assert getattr(told, "takes", ()) or told.mistakes


class TestACell:
    @pytest.mark.parametrize(
        ("table", "name", "text", "rule", "cell", "how"),
        [
            ("systems", "system", "NMDC-DC01", {}, "nmdc-dc01", How.ID),
            ("systems", "system", "nmdc", {"prefix": "n."}, "n.nmdc", None),
            ("systems", "system", "n.nmdc", {"prefix": "n."}, "n.nmdc", None),
            ("systems", "data_of", "Northmere, Eastholt, Northmere", {"split": ","}, "northmere;eastholt", How.ID),
            ("systems", "hosting", "On-Prem", {}, "on-prem", How.WORD),
            ("systems", "data_kinds", "DWP; Cards;dwp", {}, "dwp;cards", How.WORD),
            ("systems", "hosting", "on prem", {}, "on-prem", How.WORD),
            ("systems", "hosting", "Azure  EU", {"words": {"azure eu": "cloud"}}, "cloud", None),
            ("systems", "hosting", "moon", {"words": {"azure": "cloud"}, "otherwise": "supplier"}, "supplier", None),
            ("systems", "rebuild_h", "90 minutes", {}, "1.5", How.UNIT),
            ("systems", "rebuild_h", "2 Days", {}, "48", How.UNIT),
            ("systems", "rebuild_h", "2", {"unit_seconds": 86_400}, "48", None),
            ("systems", "rebuild_h", "2 hours", {"unit_seconds": 86_400}, "2", How.UNIT),
            ("systems", "rebuild_h", "1", {"unit_seconds": 60}, "0.016667", None),
            ("systems", "rebuild_h", "1,000", {}, "1000", How.COMMAS),
            ("systems", "records", "1,234,567", {}, "1234567", How.COMMAS),
            ("systems", "sensitive", "12.5%", {}, "0.125", How.PERCENT),
            ("systems", "sensitive", "0%", {}, "0", How.PERCENT),
            ("systems", "confirmed_on", "3/4/2026", {}, "2026-04-03", How.DAY_FIRST),
            ("systems", "confirmed_on", "3/4/2026", {"month_first": True}, "2026-03-04", How.DATE),
            ("systems", "confirmed_on", "2026-04-03T10:11:12Z", {}, "2026-04-03", How.DATE),
            ("systems", "confirmed_on", "3 April 2026", {}, "2026-04-03", How.DATE),
            ("systems", "confirmed_on", "03-Apr-26", {}, "2026-04-03", How.DATE),
            ("paths", "both_ways", "Yes", {}, "y", How.FLAG),
            ("paths", "both_ways", "FALSE", {}, "n", How.FLAG),
            ("paths", "chance", "High", {}, "high", How.WORD),
            ("needs", "of", "fallback:careline", {}, "fallback:careline", None),
            ("systems", "owner", "  Head of ICT ", {}, "Head of ICT", None),
            ("systems", "owner", "   ", {}, "", None),
        ],
    )
    def test_becomes_ours_and_says_how(self, table, name, text, rule, *, cell, how):
        assert made(table, name, text, **rule) == (cell, how)

    @pytest.mark.parametrize(
        ("table", "name", "text", "code"),
        [
            ("systems", "system", "???", EstateCode.BAD_ID),
            ("systems", "hosting", "moon", EstateCode.BAD_WORD),
            ("systems", "rebuild_h", "soon", EstateCode.BAD_NUMBER),
            ("systems", "rebuild_h", "2 working days", EstateCode.BAD_NUMBER),
            ("systems", "rebuild_h", "3 fortnights", EstateCode.BAD_NUMBER),
            ("systems", "rebuild_h", "-4", EstateCode.NEGATIVE),
            ("systems", "rebuild_h", "nan", EstateCode.BAD_NUMBER),
            ("systems", "records", "about 40", EstateCode.BAD_NUMBER),
            ("systems", "records", "1,23", EstateCode.BAD_NUMBER),
            ("systems", "records", "=A1", EstateCode.FORMULA),
            ("systems", "sensitive", "120%", EstateCode.BAD_SHARE),
            ("systems", "confirmed_on", "31/02/2026", EstateCode.BAD_DATE),
            ("systems", "confirmed_on", "4/31/2026", EstateCode.BAD_DATE),
            ("systems", "confirmed_on", "spring", EstateCode.BAD_DATE),
            ("paths", "both_ways", "maybe", EstateCode.BAD_FLAG),
            ("clocks", "within", "soonish", EstateCode.BAD_WITHIN),
            ("systems", "note", "a\x00b", EstateCode.CONTROL_CHARACTER),
            ("systems", "note", "x" * 40_000, EstateCode.CELL_TOO_LONG),
        ],
    )
    def test_that_cannot_be_ours_is_refused_by_name(self, table, name, text, code):
        with pytest.raises(CellError) as refused:
            made(table, name, text)
        assert refused.value.code is code

    @given(st.sampled_from([(t.name, c.name) for t in TABLES.values() for c in t.columns]), st.text(max_size=40))
    def test_whatever_it_says_it_becomes_a_cell_the_estate_can_read_or_is_refused(self, place, text):
        ours = column(*place)
        try:
            cell, how = tidy(ours, text, Rule(column=ours.name, source="theirs"))
        except CellError:
            return
        assert how is None or cell != text.strip()
        if cell and not ours.words and not cell.startswith("fallback:"):
            value_of(ours.form, cell)

    @given(st.lists(st.text(alphabet="abc ", min_size=1, max_size=5), max_size=5))
    def test_a_list_is_parted_without_blanks_or_repeats(self, parts):
        found = items("|".join(parts), Rule(column="x", split="|"))
        assert list(found) == list(dict.fromkeys(part.strip() for part in parts if part.strip()))
        assert items("a\n\nb", Rule(column="x", split="\n")) == ("a", "b")
