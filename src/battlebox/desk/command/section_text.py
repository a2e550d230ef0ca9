"""Parts of a paper as one plain text to edit: headings on lines of their own, what they say on lines after a dash.

Law: writing parts out and reading them back gives the same parts; whatever is typed can be read.
Not here: which parts a paper has (section.py), how much fits (handover.py).
"""

from __future__ import annotations

from typing import Final

from battlebox.desk.command.section import Section

_DASH: Final = "- "
UNTITLED: Final = "Note"


def to_text(sections: tuple[Section, ...]) -> str:
    """The parts, a blank line between them."""
    return "\n\n".join("\n".join([part.title, *(_DASH + line for line in part.lines)]) for part in sections)


def from_text(text: str) -> tuple[Section, ...]:
    """The parts again: a line after a dash belongs to the heading above it; lines before any heading to `Note`."""
    parts: list[tuple[str, list[str]]] = []
    for raw in text.splitlines():
        line = raw.strip()
        if line == _DASH.strip():
            continue
        if line.startswith(_DASH):
            if not parts:
                parts.append((UNTITLED, []))
            parts[-1][1].append(line[len(_DASH) :].strip())
        elif line:
            parts.append((line, []))
    return tuple(Section(title, tuple(lines)) for title, lines in parts)
