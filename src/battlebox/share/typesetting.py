"""Papers from their forms: one way to set them, so that no paper of a practice goes without its stamp.

Law: the same data at the same time gives the same bytes; on a desk that practises every page says so in words.
Not here: what stands on a paper (each its own module).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import typst

from battlebox.journal import EXERCISE

EXERCISE_STAMP: Final = f"{EXERCISE}. Practice: do not act on it."
DEMONSTRATION: Final = "DEMONSTRATION. Made up: do not act on it."


@dataclass(slots=True)
class _Press:
    """What is stamped on every page that this program sets; blank on a real desk."""

    stamp: str = ""


_PRESS: Final = _Press()


def stamp_papers(words: str) -> None:
    """Stamp every page from now on: said once, where a desk that practises starts."""
    _PRESS.stamp = words


def stamp_now() -> str:
    """What is stamped; blank on a real desk."""
    return _PRESS.stamp


def exercise_now() -> str:
    """EXERCISE EXERCISE EXERCISE while this is a drill's desk; else blank."""
    return EXERCISE if _PRESS.stamp == EXERCISE_STAMP else ""


def in_exercise(subject: str, words: str) -> tuple[str, str]:
    """A message as it is told: on a drill's desk its subject and its words begin with what it is."""
    said = exercise_now()
    return (f"{said}: {subject}", f"{said}\n\n{words}") if said else (subject, words)


def typeset(form: Path, inputs: Mapping[str, str], at: datetime) -> bytes:
    """A paper as PDF."""
    paper = typst.compile(
        form,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={**inputs, "stamp": _PRESS.stamp},
        timestamp=at.replace(microsecond=0),
    )
    if not isinstance(paper, bytes):
        raise TypeError(type(paper))
    return paper


def told_by(form: Path, inputs: Mapping[str, str], label: str) -> int:
    """A number that one typesetting says of itself under a label of its form, such as `<pages>`."""
    found = typst.query(form, label, field="value", one=True, ignore_system_fonts=True, sys_inputs=dict(inputs))
    return int(json.loads(found))
