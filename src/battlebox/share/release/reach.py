"""How far a thing may travel: every marking that binds it, its own and those of all it names.

Law: a reach holds at least one marking or the reason why the thing is kept back, never both and never neither; the
same reach is the same text.
Not here: how it is found (binding.py), what it allows (gate.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from battlebox.marking import Marked, Tlp, strictest
from battlebox.share.release.errors import Code, ReleaseError
from battlebox.share.release.kept import Why


@dataclass(frozen=True, slots=True)
class Reach:
    """The markings, each of which must allow it, or why it is kept back."""

    atoms: frozenset[Marked] = frozenset()
    kept_back: Why | None = None

    def __post_init__(self) -> None:
        if bool(self.atoms) == (self.kept_back is not None):
            raise ReleaseError.of(Code.BAD_REACH)

    @property
    def label(self) -> Tlp | None:
        """The strictest label in it; None for what is kept back."""
        return strictest(atom.tlp for atom in self.atoms if atom.tlp is not None)

    def to_text(self) -> str:
        """One line of JSON; the same reach is the same text."""
        atoms = sorted(_to_row(atom) for atom in self.atoms)
        return orjson.dumps([str(self.kept_back.name) if self.kept_back else "", atoms]).decode()

    @classmethod
    def from_text(cls, text: str) -> Reach:
        """Read what to_text wrote. Raises ReleaseError for anything else."""
        try:
            kept, atoms = orjson.loads(text)
            found = cls(frozenset(_from_row(row) for row in atoms), Why[kept] if kept else None)
        except (ValueError, TypeError, KeyError):
            raise ReleaseError.of(Code.BAD_REACH) from None
        if found.to_text() != text:
            raise ReleaseError.of(Code.BAD_REACH)
        return found


def _to_row(atom: Marked) -> list[Any]:
    expires = atom.expires.isoformat() if atom.expires else ""
    return [atom.owner, atom.tlp or "", sorted(atom.audience), sorted(atom.people), expires]


def _from_row(row: list[Any]) -> Marked:
    owner, label, audience, people, expires = row
    return Marked(
        owner=owner,
        tlp=Tlp(label) if label else None,
        audience=frozenset(audience),
        people=frozenset(people),
        expires=datetime.fromisoformat(expires) if expires else None,
    )
