"""The format page says what the program does: its example is read, its words are the program's own.

Law: the page is compared with the tables in the program, in every row.
Not here: that every column has a heading to stand under (tests/laws).
"""

from __future__ import annotations

import re
from pathlib import Path

from battlebox.estate import SETTINGS, TABLES, EstateCode, GapCode, check
from battlebox.estate.cells import CELL_MAX, HOURS_MAX, NUMBER_MAX
from battlebox.estate.errors import TEXT
from battlebox.estate.gap import GAP_TEXT
from battlebox.estate.sheets import COLUMNS_MAX, ROWS_MAX
from battlebox.estate.tables import FILE_MAX
from battlebox.estate.workbook import EXPANDED_MAX, PARTS_MAX, RATIO_FREE, RATIO_MAX

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "formats" / "estate.md").read_text(encoding="utf-8")
ROWS = [tuple(cell.strip() for cell in line.strip("|").split(" | ")) for line in PAGE.splitlines() if line[:1] == "|"]


def test_the_example_on_the_page_is_an_estate_without_mistakes(tmp_path):
    for name, text in re.findall(
        r"^`([a-z]+\.(?:csv|toml))`\n\n```(?:csv|toml)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert len(list(tmp_path.iterdir())) == 7
    report = check(tmp_path)
    assert report.errors == ()
    assert {gap.id for gap in report.gaps if gap.code is GapCode.RTO_UNDER_REBUILD} == {"care", "visits"}


def test_every_mistake_stands_on_the_page_in_the_words_of_the_program():
    told = {row[0]: row[1:] for row in ROWS if len(row) == 3}
    from_files = list(EstateCode)[: list(EstateCode).index(EstateCode.SETTING_TWICE) + 1]
    for code in from_files:
        assert told[f"`{code.value}`"] == TEXT[code]


def test_every_gap_stands_on_the_page_in_the_words_of_the_program():
    told = dict(row for row in ROWS if len(row) == 2)
    for code in GapCode:
        assert told[f"`{code.value}`"] == GAP_TEXT[code]


def test_every_column_stands_in_its_table_with_its_meaning_and_whether_it_must():
    for table in TABLES.values():
        part = PAGE.split(f"\n### `{table.name}`\n")[1].split("\n##")[0]
        for column in table.columns:
            star = "*" if column.required else ""
            line = next(line for line in part.splitlines() if line.startswith(f"| `{column.name}{star}` |"))
            assert line.endswith(f"| {column.help} |")
            assert ("MUST NOT be blank" in line) == column.required
            assert all(f"`{word}`" in line for word in column.words)


def test_every_setting_stands_on_the_page_with_its_default():
    told = {row[0]: row[1:] for row in ROWS if len(row) == 4}
    for setting in SETTINGS.values():
        assert told[f"`{setting.key}`"][1:] == (setting.default or "none", setting.help)


def test_every_limit_on_the_page_is_the_programs():
    part = PAGE.split("\n## Limits\n")[1].split("\n## ")[0]
    numbers = {int(one.replace(",", "")) for one in re.findall(r"[\d,]+", part) if one.strip(",")}
    limits = {FILE_MAX, ROWS_MAX, COLUMNS_MAX, CELL_MAX, HOURS_MAX, NUMBER_MAX}
    assert numbers == limits | {EXPANDED_MAX, PARTS_MAX, RATIO_FREE, RATIO_MAX}
