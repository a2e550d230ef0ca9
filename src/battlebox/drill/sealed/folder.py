"""The folder of a drill: what it says of itself, and how it is made, with a copy of the estate and a clock of its own.

Law: the mark is there before anything else, so that no half of a drill can be taken for a real desk; a folder that
holds anything is never made into one.
Not here: serving it (web), who plays and what happens (the wings of this room).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from battlebox.drill.pace import Pace, PaceFile
from battlebox.drill.sealed.errors import Code, SealedError
from battlebox.estate import MICROHOURS, RawTables, Shelf, digest_of, estate_of, read_toml
from battlebox.journal import DRILL_MARK, EXERCISE, replacing

FORMAT: Final = 1
_FIELDS: Final = {"format": int, "says": str, "title": str, "estate": str, "of": str, "bodies": list}


@dataclass(frozen=True, slots=True)
class SealedDrill:
    """What a drill's folder says of itself: `drill.toml`."""

    title: str
    estate: str
    """The digest of the copy that is played on; it says in its title that it is one."""
    of: str
    """The digest of the estate that was copied."""
    bodies: tuple[str, ...]
    """Those that play at this desk."""

    def __post_init__(self) -> None:
        if (
            not self.title.isprintable()
            or not self.title.strip()
            or not self.bodies
            or len(set(self.bodies)) != len(self.bodies)
        ):
            raise ValueError("it has a title of one line, and bodies of which none is named twice")

    def to_text(self) -> str:
        """As it stands in the folder."""
        said = {"title": self.title, "estate": self.estate, "of": self.of, "bodies": list(self.bodies)}
        lines = (
            f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in {"says": EXERCISE, **said}.items()
        )
        return f"format = {FORMAT}\n" + "".join(f"{line}\n" for line in lines)

    @classmethod
    def from_text(cls, text: str) -> SealedDrill:
        """Read it back. Raises ValueError, in words."""
        found = read_toml(text)
        wrong = [name for name, kind in _FIELDS.items() if type(found.get(name)) is not kind]
        wrong += [name for name in found if name not in _FIELDS]
        if wrong:
            raise ValueError(f"`{wrong[0]}` is missing, unknown or of another kind")
        if found["format"] != FORMAT:
            raise ValueError(f"it is of format {found['format']}, and this Battlebox reads format {FORMAT}")
        if found["says"] != EXERCISE or not all(isinstance(each, str) for each in found["bodies"]):
            raise ValueError("its fields were changed")
        return cls(found["title"], found["estate"], found["of"], tuple(found["bodies"]))


def sealed_in(folder: Path) -> SealedDrill:
    """The drill of a folder. Raises SealedError."""
    file = folder / DRILL_MARK
    if not file.exists():
        raise SealedError.of(Code.NO_MARK, folder=folder)
    try:
        return SealedDrill.from_text(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as wrong:
        raise SealedError.of(Code.BAD_MARK, file=file, why=str(wrong)) from wrong


def exercise_copy(raw: RawTables) -> RawTables:
    """An estate as it is played on: the same tables, and a title that says what it is for."""
    title = raw.settings.get("title", "")
    said = title if title.startswith(EXERCISE) else f"{EXERCISE}: {title}"
    return replace(raw, settings={**raw.settings, "title": said})


@dataclass(frozen=True, slots=True)
class Original:
    """The estate that is copied, without a mistake, and how many times sooner its orders work in the copy."""

    raw: RawTables
    orders_faster: int = 1

    def copy(self) -> RawTables:
        """As it is played on."""
        raw = exercise_copy(self.raw)
        table = raw.tables.get("actions")
        if self.orders_faster == 1 or table is None or "takes_h" not in table.header:
            return raw
        takes = {row.action: row.takes_microhours // self.orders_faster for row in estate_of(raw).actions}
        id_at, at = table.header.index("action"), table.header.index("takes_h")
        rows = []
        for row in table.rows:
            cells = row
            if len(row) > at and row[at].strip():
                hours = Decimal(takes[row[id_at].strip()]) / MICROHOURS
                cells = (*row[:at], f"{hours.normalize():f}", *row[at + 1 :])
            rows.append(cells)
        return replace(raw, tables={**raw.tables, "actions": replace(table, rows=tuple(rows))})


def make_sealed(folder: Path, title: str, original: Original, bodies: tuple[str, ...], pace: Pace) -> SealedDrill:
    """Make the folder of a drill: its mark, the copy of the estate, its clock.

    Raises SealedError for a folder that holds anything, JournalError, EstateError and PaceError for what the disk
    refuses.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SealedError.of(Code.NOT_EMPTY, folder=folder)
    copy = original.copy()
    made = SealedDrill(title, digest_of(copy), digest_of(original.raw), bodies)
    with replacing(folder / DRILL_MARK) as file:
        file.write(made.to_text().encode())
    Shelf(folder / "estates").keep(copy)
    PaceFile.in_folder(folder).start(pace)
    return made
