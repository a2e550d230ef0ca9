"""What taking in entries changed, for whoever must be told.

Law: nothing that was refused or alarming goes uncounted.
Not here: taking them in (journal.py), the words for it (faces).
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Taken:
    """What an import changed: entries new and known, parts that came late, parts refused because they are removed.

    `own` are entries under this desk's own key that it did not write, or lost: it must go on with a new key.
    """

    new: int = 0
    known: int = 0
    late_parts: int = 0
    refused_parts: int = 0
    forks: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
