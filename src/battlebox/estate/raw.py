"""An estate as text: what was written in the tables, before anything is believed.

Law: nothing typed is changed: not its spelling, its spaces or its order; row 2 of a spreadsheet is `rows[0]`.
Not here: files (tables.py), what the text means (reading.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table: its header, and rows of text below it.

    `rows[i]` is spreadsheet row `i + 2`. A row may be shorter than the header (the rest is blank) and a wholly
    blank row is `()`; neither is an error. Cells hold lists as written, split by `;` only when read.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class RawTables:
    """A whole estate as text: tables by name (`systems`), and settings by dotted key (`title`, `cyber.lasts_h`).

    Settings are text too (`{"title": "Northmere", "harm.after_rto": "4", "cyber.kinds.admin.chance": "0.6",
    "illustrative": "true"}`); the writer puts numbers and true/false into estate.toml without quotes.
    """

    tables: dict[str, RawTable]
    settings: dict[str, str] = field(default_factory=dict)
