"""Why one object was not taken.

Law: a refusal names the object by its id, when that is one, and by nothing else of what was sent.
Not here: the wording (errors.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from battlebox.share.intel.errors import TEXT, Code
from battlebox.share.intel.identifier import is_stix_id


@dataclass(frozen=True, slots=True)
class Refusal:
    """An object that was refused: its id (blank when it has none that can be read), and why."""

    id: str
    code: Code
    sentence: str
    hint: str

    @classmethod
    def of(cls, identifier: object, code: Code, **found: object) -> Refusal:
        """The refusal for a cause; `found` holds names and figures of ours, never what was sent."""
        sentence, hint = TEXT[code]
        name = identifier if isinstance(identifier, str) and is_stix_id(identifier) else ""
        return cls(name, code, sentence.format(**found), hint.format(**found))
