"""The traffic light of a CACAO playbook: the same ids as in STIX, in names of its own.

Law: a marking that is not known, or says something else than its id, never makes a playbook freer.
Not here: the steps (cacao.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from battlebox.marking import MarkingError, Tlp, strictest

PREFIX: Final = "marking-tlp--"


def playbook_label(says: Mapping[str, Any]) -> tuple[Tlp | None, tuple[str, ...]]:
    """The label, None for none, and what somebody should know of it."""
    given = says.get("markings")
    markings = [str(one) for one in given] if isinstance(given, list) else []
    there = says.get("data_marking_definitions")
    defined = there if isinstance(there, Mapping) else {}
    labels: list[Tlp] = []
    notes: list[str] = []
    for one in markings:
        label = _label(one)
        if label is not None and _says_so(label, defined.get(one)):
            labels.append(label)
        elif one.startswith("marking-statement--"):
            notes.append("it carries a statement of its author's; read it in the file before you pass it on")
        else:
            labels.append(Tlp.AMBER_STRICT)
            notes.append("it carries a marking that cannot be read here: AMBER+STRICT at least, so that it stays here")
    return strictest(labels), tuple(dict.fromkeys(notes))


def _label(identifier: str) -> Tlp | None:
    if not identifier.startswith(PREFIX):
        return None
    try:
        return Tlp.from_stix_id(identifier.removeprefix(PREFIX))
    except MarkingError:
        return None


def _says_so(label: Tlp, definition: Any) -> bool:  # noqa: ANN401 - any JSON
    """Whether its definition, if it is there, says the same as its id."""
    if definition is None:
        return True
    word = definition.get("tlpv2_level") if isinstance(definition, Mapping) else None
    try:
        return isinstance(word, str) and Tlp.from_text(word) is label
    except MarkingError:
        return False
