"""The languages of this desk: catalogues that lie in its data folder, read again when they change.

Law: a catalogue that cannot be used is said on the page, and the others go on.
Not here: what a catalogue says (desk.compose), the pages (language.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import Http404

from battlebox.desk import DeskError
from battlebox.desk.compose import CATALOGUE_BYTES_MAX, Language, read_language

FOLDER: Final = "languages"
FILES_MAX: Final = 40


@dataclass(frozen=True, slots=True)
class Tongues:
    """The languages of this desk by code, and what is wrong with files that cannot be used."""

    languages: dict[str, Language]
    faults: tuple[str, ...] = ()

    def language(self, code: str) -> Language:
        """One of them, or the page is not there."""
        if code not in self.languages:
            raise Http404
        return self.languages[code]


def tongues() -> Tongues:
    """The languages as they are now: a file is read again when it was changed."""
    folder = settings.DESK.data / FOLDER
    found: dict[str, Language] = {}
    faults: list[str] = []
    try:
        files = sorted(each for each in folder.iterdir() if each.suffix == ".mo" and each.is_file())[:FILES_MAX]
    except OSError:
        return Tongues({})
    for path in files:
        try:
            there = path.stat()
            found[path.stem] = _read(path, there.st_mtime_ns, there.st_size)
        except DeskError as wrong:
            faults.append(f"{wrong}: {wrong.hint}.")
        except OSError as wrong:
            faults.append(f"{FOLDER}/{path.name} cannot be read ({type(wrong).__name__}).")
    return Tongues(found, tuple(faults))


@cache
def _read(path: Path, _changed: int, _size: int) -> Language:
    with path.open("rb") as opened:
        return read_language(opened.read(CATALOGUE_BYTES_MAX + 1), path.stem, f"{FOLDER}/{path.name}")
