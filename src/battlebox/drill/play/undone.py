"""What takes back what was done: an order reopened, a link cut or opened again, a later word that says otherwise.

Law: read off the record alone; whatever shows the same thing again takes nothing back, and a body takes back its own
words and nobody else's.
Not here: whether it was done in time (judged.py), what the attacker makes of it (drill/truth).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from battlebox.desk.picture import Suspicion
from battlebox.drill.play.deed import Deed
from battlebox.journal import Kind

_ENDS: Final = {
    **dict.fromkeys(
        (Kind.SYSTEM_ISOLATED.value, Kind.SYSTEM_ACKNOWLEDGED.value, Kind.SYSTEM_VERIFIED.value),
        ("action", Kind.SYSTEM_REOPENED.value),
    ),
    Kind.SYSTEM_REOPENED.value: ("action", Kind.SYSTEM_ISOLATED.value),
    Kind.LINK_PARTED.value: ("path", Kind.LINK_RECONNECTED.value),
    Kind.LINK_RECONNECTED.value: ("path", Kind.LINK_PARTED.value),
    Kind.SYSTEM_LIVE.value: ("system", Kind.SYSTEM_OFF.value),
    Kind.SYSTEM_OFF.value: ("system", Kind.SYSTEM_LIVE.value),
}
"""By kind of entry: the word for what it is about, and the kind that undoes it."""
_SAYS: Final = {
    Kind.SUSPICION_STATED.value: ("id", "state"),
    Kind.INCIDENT_CHANGED.value: ("", "state"),
    Kind.OUTAGE_OBSERVED.value: ("id", "condition"),
    Kind.FALLBACK_INVOKED.value: ("id", "running"),
    Kind.CLOCK_CHANGED.value: ("clock", "state"),
}
"""Kinds that say how a thing stands: the word for the thing (blank: the incident), and the word that says how."""
_DOUBT: Final = frozenset({Suspicion.SUSPECTED.value, Suspicion.CONFIRMED.value})


def is_ending(deed: Deed) -> bool:
    """Whether an entry says that what its kind is called ended: a fallback that does not run any more."""
    return deed.kind == Kind.FALLBACK_INVOKED and not deed.said.get("running", True)


def undoing(deed: Deed, deeds: Iterable[Deed], shows: Callable[[Deed], bool]) -> Deed | None:
    """The first entry that took it back; None while it stands.

    `deeds` are in order of time; `shows` says of one whether it shows what was asked for, as this one does.
    """
    found = False
    for other in deeds:
        if other is deed:
            found = True
        elif found and _undoes(other, deed) and not shows(other):
            return other
    return None


def undone_words(undone: Deed) -> str:
    """`undone by A-7`, `taken back by A-5 (no sign found)`."""
    _, field = _SAYS.get(undone.kind, ("", ""))
    if not field:
        return f"undone by {undone.number}"
    said = "ended" if is_ending(undone) else str(undone.said[field])
    return f"taken back by {undone.number} ({said})"


def _undoes(other: Deed, deed: Deed) -> bool:
    if deed.kind in _ENDS:
        key, kind = _ENDS[deed.kind]
        return other.kind == kind and other.said.get(key) == deed.said.get(key)
    if deed.kind != other.kind or deed.kind not in _SAYS:
        return False
    key, field = _SAYS[deed.kind]
    if key and (other.body != deed.body or other.said.get(key) != deed.said.get(key)):
        return False
    if field not in deed.said or field not in other.said:
        return False
    return _side(deed.kind, other.said[field]) != _side(deed.kind, deed.said[field])


def _side(kind: str, said: Any) -> object:  # noqa: ANN401 - whatever an entry says
    """What parts one word from another: of a suspicion, whether there is one."""
    return said in _DOUBT if kind == Kind.SUSPICION_STATED else said
