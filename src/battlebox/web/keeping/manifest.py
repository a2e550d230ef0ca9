"""What a backup says of itself: each file with its length and digest, each record with its digest, when it was made.

Law: from_text is the inverse of to_text and refuses whatever it would not have written; a name leads nowhere but into
the folder that is restored.
Not here: the file it stands in (archive.py). Its form is docs/formats/backup.md.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

FORMAT: Final = "battlebox-backup/1"
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_TIME: Final = "%Y-%m-%dT%H:%M:%SZ"
_NAME_LETTERS_MAX: Final = 1000


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the desk: its name in the desk's folder, how long it is, its SHA-256."""

    name: str
    length: int
    sha256: str

    def __post_init__(self) -> None:
        if not is_name(self.name) or self.length < 0 or not _DIGEST.fullmatch(self.sha256):
            raise ValueError(self.name)


@dataclass(frozen=True, slots=True)
class Link:
    """A name that stands for another one beside it, as the public page's does."""

    name: str
    to: str

    def __post_init__(self) -> None:
        if not is_name(self.name) or not is_name(self.to) or "/" in self.to:
            raise ValueError(self.name)


@dataclass(frozen=True, slots=True)
class Recorded:
    """The record of an incident: how many entries, and the digest of what they come to."""

    name: str
    entries: int
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """All of it."""

    made_at: datetime
    version: str
    tables: tuple[str, ...]
    """The steps by which the tables came to be, as this version names them."""
    files: tuple[Kept, ...]
    links: tuple[Link, ...]
    incidents: tuple[Recorded, ...]
    pens: tuple[str, ...]
    """Whose keys sign entries on that desk. The keys are not in the backup: a restored desk makes others."""

    def to_text(self) -> str:
        """As it is written."""
        said = {
            "format": FORMAT,
            "made_at": self.made_at.astimezone(UTC).strftime(_TIME),
            "battlebox": self.version,
            "tables": list(self.tables),
            "files": [{"name": each.name, "length": each.length, "sha256": each.sha256} for each in self.files],
            "links": [{"name": each.name, "to": each.to} for each in self.links],
            "incidents": [
                {"name": each.name, "entries": each.entries, "digest": each.digest} for each in self.incidents
            ],
            "pens": list(self.pens),
        }
        return json.dumps(said, indent=1, ensure_ascii=True) + "\n"

    @classmethod
    def from_text(cls, text: str) -> Manifest:
        """Read it. Raises ValueError, which says what is wrong."""
        said = json.loads(text)
        if not isinstance(said, dict) or said.get("format") != FORMAT:
            raise ValueError(f"its format is not {FORMAT}")
        try:
            found = cls(
                datetime.strptime(said["made_at"], _TIME).replace(tzinfo=UTC),
                str(said["battlebox"]),
                tuple(map(str, said["tables"])),
                tuple(Kept(each["name"], each["length"], each["sha256"]) for each in said["files"]),
                tuple(Link(each["name"], each["to"]) for each in said["links"]),
                tuple(Recorded(each["name"], each["entries"], each["digest"]) for each in said["incidents"]),
                tuple(map(_pen, said["pens"])),
            )
        except (KeyError, TypeError, AttributeError) as wrong:
            raise ValueError(f"its list lacks {wrong}") from wrong
        if found.to_text() != text:
            raise ValueError("its list is not as Battlebox writes it")
        names = [*(each.name for each in found.files), *(each.name for each in found.links)]
        if len(set(names)) != len(names):
            raise ValueError("a name stands twice in its list")
        return found


def is_name(name: Any) -> bool:
    """Whether it names something within a folder, and cannot lead out of it."""
    if not isinstance(name, str) or not 0 < len(name) <= _NAME_LETTERS_MAX or "\\" in name or "\0" in name:
        return False
    return all(part not in ("", ".", "..") for part in name.split("/"))


def _pen(name: Any) -> str:
    if not is_name(name) or "/" in name:
        raise ValueError(f"{name!r} is nobody's key")
    return str(name)
