"""Parts of a paper as text to edit: what is written out is read back, and whatever is typed can be read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from battlebox.desk.command import Section, sections_from_text, sections_to_text

WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1).filter(lambda text: not text.startswith("-"))
PARTS = st.lists(st.builds(lambda title, lines: Section(title, tuple(lines)), WORDS, st.lists(WORDS))).map(tuple)


@given(PARTS)
def test_writing_out_and_reading_back_gives_the_same_parts(parts):
    assert sections_from_text(sections_to_text(parts)) == parts


@given(st.text())
def test_whatever_is_typed_is_read_and_reads_the_same_again(text):
    read = sections_from_text(text)
    assert sections_from_text(sections_to_text(read)) == read


def test_lines_before_any_heading_are_a_note():
    assert sections_from_text("- ring the bank\nOpen\n- the door") == (
        Section("Note", ("ring the bank",)),
        Section("Open", ("the door",)),
    )
