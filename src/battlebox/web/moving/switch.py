"""The one line in desk.toml that says where a desk's tables are, put in or taken out.

Law: the file is there whole, as it was or as it is to be, and its owner's alone when it names a server; what it says of
anything else stays word for word.
Not here: what the line means (starting/tables_at.py).
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from battlebox.journal import replacing
from battlebox.web.errors import Code, WebError
from battlebox.web.starting.desk_settings import FILE_NAME

_LINE: Final = re.compile(r"^[ \t]*tables[ \t]*=.*\n?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Switch:
    """A desk.toml as it is to be."""

    file: Path
    text: str

    @classmethod
    def to(cls, folder: Path, tables: str) -> Switch:
        """With this address, or with none where it is empty. Raises WebError where the file cannot be changed so."""
        file = folder / FILE_NAME
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        line = f"tables = {json.dumps(tables)}\n" if tables else ""
        text = line + _LINE.sub("", before)
        wanted = {**tomllib.loads(before), "tables": tables}
        if not tables:
            del wanted["tables"]
        try:
            is_right = tomllib.loads(text) == wanted
        except tomllib.TOMLDecodeError:
            is_right = False
        if not is_right:
            raise WebError.of(
                Code.MOVE_NOWHERE,
                why=f"the setting `tables` in {file} cannot be changed safely",
                hint="write it on one line of its own, then try again; nothing was changed",
            )
        return cls(file, text)

    def make(self) -> None:
        """Put it in the file's place, on disk when this returns. Raises JournalError."""
        with replacing(self.file) as file:
            file.write(self.text.encode("utf-8"))
