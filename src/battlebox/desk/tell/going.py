"""Words that rest on facts and go to somebody: what keeps them here, in one refusal that names each fact.

Law: nothing goes that rests on a fact which may not go there now, says it otherwise than it stands, or carries a label
that does not let it go there.
Not here: whether one fact may leave (leave.py), which facts stand in words (found.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.record.sight import Sight
from battlebox.desk.tell.clearance import Standing, binding, standing_of
from battlebox.desk.tell.correcting import quotable
from battlebox.desk.tell.found import Wordings, must_agree, named
from battlebox.desk.tell.leave import Outlet, Stays, Whom, may_leave, reader_of
from battlebox.marking import Deny, Marked, Tlp, decide


def may_go_with(
    wordings: Wordings,
    facts: Iterable[str],
    text: str,
    outlet: Outlet,
    whom: Whom,
    *,
    spoken: Iterable[tuple[str, str]] = (),
) -> tuple[Standing, ...]:
    """The facts as they stand. Raises DeskError naming each that may not go, or that the words say otherwise.

    `spoken` are facts as the language of the words has them.
    """
    sight = wordings.sight
    standings = binding(standing_of(sight, thing) for thing in facts)
    why, ask = kept_back(standings, outlet, whom, sight.now)
    if why:
        raise DeskError.of(Code.MAY_NOT_LEAVE, why=why, hint=f"ask {ask}" if ask else "leave it out")
    must_agree(standings)
    told, said = quotable(sight, outlet, whom), tuple(spoken)
    for each in standings:
        wordings.must_say(each, text, told, said)
    return standings


def kept_back(standings: Iterable[Standing], outlet: Outlet, whom: Whom, now: datetime) -> tuple[str, str]:
    """Which of the facts may not go there, each with why, and whom to ask; blank where all of them may."""
    answers = [(each, may_leave(each, outlet, whom, now)) for each in standings]
    bars = [(each, answer) for each, answer in answers if isinstance(answer, Stays)]
    why = "; ".join(f"{named(each)}: {answer.why}" for each, answer in bars)
    return why, ", ".join(dict.fromkeys(body for _, answer in bars for body in answer.ask))


def must_fit(sight: Sight, label: Tlp, outlet: Outlet, whom: Whom, *, what: str) -> None:
    """Raises DeskError where words of this body with this label may not go to them by that outlet."""
    marked = Marked(owner=sight.officer.body, tlp=label, audience=frozenset({whom.body} - {""}))
    verdict = decide(marked, reader_of(outlet, whom), sight.now)
    if isinstance(verdict, Deny):
        why = f"{what} is {label.to_text()}: {verdict.reason.value}"
        raise DeskError.of(Code.MAY_NOT_LEAVE, why=why, hint="give it a label that fits its readers, if you may")
