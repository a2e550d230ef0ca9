"""How a council or a system stands: in words and labels for everybody, and as a finding for those who read extensions.

Law: suspected is not confirmed; `unknown` and `no sign found` are said in words alone, for the extension has no word
for them that does not say more; where what is read does not agree, the worse counts; `no sign found` that does not say
how far was looked is read as not known.
Not here: the worst of several (desk/exchange/partner_status.py).
"""

from __future__ import annotations

from typing import Any, Final

from battlebox.desk.exchange import StateSaid, worst
from battlebox.desk.picture import Chance, Suspicion
from battlebox.share.intel import facts, to_stamp
from battlebox.share.release import Held
from battlebox.share.situation.issuer import Pen
from battlebox.share.situation.label import REPEATED, Kind, one_of, pair, value_of
from battlebox.share.situation.read import Read
from battlebox.share.situation.words import Line, Lines, written

_FOUND: Final = {Suspicion.SUSPECTED: "suspected", Suspicion.CONFIRMED: "successful-attempt"}
_DETERMINED: Final = {
    "suspected": Suspicion.SUSPECTED,
    "successful attempt": Suspicion.CONFIRMED,
    "blocked": Suspicion.UNKNOWN,
    "failed attempt": Suspicion.UNKNOWN,
    "false positive": Suspicion.UNKNOWN,
    "low value": Suspicion.UNKNOWN,
}
"""What others' findings amount to: one attack that failed says nothing of the next."""
_OTHER_WORDS: Final = {
    "compromised": Suspicion.CONFIRMED,
    "infected": Suspicion.CONFIRMED,
    "not known": Suspicion.UNKNOWN,
    "clear": Suspicion.CLEAR,
    **_DETERMINED,
}
_STATE: Final = "state"
_CHANCE: Final = "chance"
_MEANS: Final = {
    Suspicion.CONFIRMED: "compromise is confirmed",
    Suspicion.SUSPECTED: "compromise is suspected, and not confirmed",
    Suspicion.UNKNOWN: "it is not known whether there is a compromise; that does not mean that there is none",
    Suspicion.CLEAR: "no sign of compromise was found, as far as was looked; that does not mean that there is none",
}


def sentence_of(name: str, state: StateSaid) -> str:
    """How it stands, in a sentence."""
    return f"{name}: {_MEANS[state.state]}."


def lines_of(state: StateSaid) -> Lines:
    """The same line by line."""
    return {
        Line.STATE: state.state.value,
        Line.CHANCE: state.chance.value if state.state is Suspicion.SUSPECTED else "",
        Line.AS_OF: state.at,
        Line.SOURCE: state.source,
        Line.CHECKED: state.checked,
        Line.SINCE: state.since,
    }


def labels_for(state: StateSaid) -> list[str]:
    """The same as labels."""
    chance = [pair(_CHANCE, state.chance.value)] if state.state is Suspicion.SUSPECTED else []
    return [pair(_STATE, state.state.value), *chance]


def write_state(pen: Pen, state: StateSaid) -> Held:
    """How the council as a whole stands: a note about its identity."""
    return pen.write(
        "note",
        (Kind.STATE,),
        state.tlp,
        abstract=f"{pen.issuer.name}: {state.state.value}",
        content=written(sentence_of(pen.issuer.name, state), lines_of(state)),
        object_refs=[pen.issuer.identity_id],
        labels=[Kind.STATE.value, *labels_for(state)],
    )


def write_event(pen: Pen, seed: str, name: str, state: StateSaid) -> Held | None:
    """The event that a suspected or confirmed compromise is, in the terms of the extension; None for any other."""
    if state.state not in _FOUND:
        return None
    sure = state.state is Suspicion.CONFIRMED
    return pen.write(
        "event",
        (Kind.SYSTEM, seed),
        state.tlp,
        status="ongoing" if sure else "undetermined",
        name=f"{name}: {state.state.value}",
        description=sentence_of(name, state),
        event_types=["compromised-system"] if sure else ["undetermined"],
        start_time=to_stamp(state.since) if state.since else None,
        labels=[REPEATED, *labels_for(state)],
        extensions={facts.EVENT: {"extension_type": "new-sdo"}},
    )


def core_of(state: StateSaid | None, **named: object) -> dict[str, Any] | None:
    """The extension of an incident that goes with how the council stands; None where it has no true word for it."""
    finding = _FOUND.get(state.state) if state else None
    if finding is None:
        return None
    says: dict[str, object] = {
        "extension_type": "property-extension",
        "determination": finding,
        "investigation_status": "open",
    }
    return {facts.INCIDENT_CORE: says | {name: value for name, value in named.items() if value}}


def read_state(read: Read) -> StateSaid | None:
    """How a thing says that something stands; None where it does not say."""
    found = [*value_of(read.labels, _STATE, Suspicion, _OTHER_WORDS)]
    found += [each for each in (one_of(read.line(Line.STATE), Suspicion, _OTHER_WORDS), _determined(read)) if each]
    if not found:
        return None
    chances = value_of(read.labels, _CHANCE, Chance)
    chance = one_of(read.line(Line.CHANCE), Chance) or next(iter(chances), Chance.MEDIUM)
    at = read.when(Line.AS_OF) or read.at
    source = read.line(Line.SOURCE) or read.partner
    checked, since = read.line(Line.CHECKED), read.when(Line.SINCE)
    every = (StateSaid(read.tlp, at, read.id, each, source, checked, chance, since) for each in found)
    counts = worst(every)
    if counts is not None and counts.state is Suspicion.CLEAR and not checked:
        return StateSaid(read.tlp, at, read.id, Suspicion.UNKNOWN, source, "", chance, since)
    return counts


def _determined(read: Read) -> Suspicion | None:
    """What the extension says was found; nothing of an incident that is closed: that was how it stood then."""
    core = read.form(facts.INCIDENT_CORE)
    determination = None if core.get("investigation_status") == "closed" else core.get("determination")
    return one_of(determination, Suspicion, _DETERMINED) if isinstance(determination, str) else None
