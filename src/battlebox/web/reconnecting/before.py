"""The letter before a new one: why another is wanted, and what it said, so that nobody types nine answers again.

Law: what a letter said was said to this same receiver; what the record knows now goes before it.
Not here: the form (letters.py), what the record knows (desk).
"""

from __future__ import annotations

from typing import Any, Final

from battlebox.desk.reconnect import Side
from battlebox.web.incident.at_desk import AtDesk

_ANSWERS: Final = (
    "happened", "scope", "contained", "contained_at", "eradicated", "credentials", "rebuilt", "monitoring",
    "residual", "contacts", "firm",
)  # fmt: skip
_KEPT: Final = "What it said stands below, but where the record knows better: answer the reasons."


def said_before(side: Side) -> dict[str, Any]:
    """The answers of the letter before, by field; nothing where there is none."""
    if side.letter is None:
        return {}
    says = side.letter.letter
    found = {field: getattr(says, field) for field in _ANSWERS}
    return {field: value for field, value in found.items() if value} | {"evidence": "\n".join(says.evidence)}


def why_again(desk: AtDesk, side: Side) -> str:
    """What became of the letter before, in sentences; blank where there is none."""
    if side.letter is None:
        return ""
    number, receiver = side.letter.said.number, desk.names.body(side.receiver)
    if side.void is not None:
        said = f"Your letter {number} is {side.void.state.value}: {side.void.why}."
    elif side.judged:
        value = side.judged[0].value
        terms = f" ({value.conditions_words})" if value.conditions_words else ""
        said = f"Your letter {number} was {value.outcome.value}{terms} by {receiver}: {value.why.rstrip('.')}."
    else:
        said = f"Your letter {number} waits for a decision of {receiver}; a new one takes its place."
    return f"{said} {_KEPT} "
