"""Whether a sentence says how a fact stands: that it is believed, not known, or not true.

Law: what is not confirmed is told only with that; a sentence that says it in its own words says it as well, right
before the fact or right after it.
Not here: which facts stand in words (found.py), older wordings that are quoted (quoted.py).
"""

from __future__ import annotations

import re
from typing import Final

from battlebox.desk.tell.fact import Status
from battlebox.desk.wording import ASKING, any_of, is_asked, plain, takes_granted

_YET: Final = f"(?: {plain('yet')})?"
_THAT: Final = f"(?: {plain('that')})?"
_LINK: Final = f"(?: {any_of('that, whether, if, about, of')})?"
_NOT: Final = f"{any_of('not, isn t, aren t, hasn t')}{_YET}(?: {plain('been')})?"
_IS: Final = (
    f"(?:{any_of('which, this, that, it, but this, but that, but it, and this, all this')} )?"
    f"(?:{any_of('is, are, was, were, remains, remain, has, have')} )?(?:{any_of('still, being, still being')} )?"
)

# ── not known ────────────────────────────────────────────────────────────────────────────────────────────────────────
_DO_NOT_KNOW: Final = (
    f"{_NOT} {any_of('known, clear, certain, sure, established, confirmed, told')}"
    f"|{any_of('do not, don t, does not, doesn t, did not')}{_YET} {plain('know')}"
    f"|{any_of('cannot, can not, can t, could not')}{_YET} {any_of('say, tell, confirm')}"
)
_TRYING: Final = any_of(
    "unknown, unclear, uncertain, checking, check, find out, finding out, investigating, investigated, looking into"
    ", looked into, working out, work out, trying to, too early, nobody knows, no one knows, nobody can"
    ", no one can, will tell, will say, will confirm, will know"
)
_OPEN: Final = rf"\b(?:{_DO_NOT_KNOW}|{_TRYING})\b"
_ORDER: Final = any_of("check, find out, work out")
"""Said to whoever reads, after a fact, these say nothing of it."""
_NO_ANSWER: Final = any_of("no information, no word, no answer, no figure, do not have, open question")
_IS_OPEN: Final = re.compile(rf"{_OPEN}|\b{_NO_ANSWER}\b")
_KNOWN: Final = any_of(
    "know, knows, known, clear, certain, confirm, confirms, confirmed, established, found out, say, tell"
)
_SOON: Final = ("until we", "once we", "when we", "as soon as we")
_UNTIL: Final = "".join(f"(?<!{plain(each)} )" for each in ("to", *_SOON, *(f"{each} can" for each in _SOON)))
_ASKING: Final = any_of("whether or not, whether, if, how many, how much")
_ANSWERED: Final = re.compile(rf"{_UNTIL}\b{_KNOWN} (?:{_ASKING}|\S+)$|\b{any_of('even, as, not only, no more')} \S+$")
"""That a question has its answer, or would make no difference; the question word follows."""
_DOUBT: Final = any_of(
    "doubt, doubts, doubted, wonder, wonders, ask, asks, question, unclear, unknown, uncertain, checking"
)
_NO_DOUBT: Final = re.compile(
    rf"\b{any_of('nobody, no one, few, no longer, not, n t, never, hardly, no, without, beyond')}"
    rf"(?: {any_of('can, could, will, now, any, really')})? {_DOUBT} {_ASKING}$"
)
"""A word that asks is turned round: nobody doubts whether."""
_UNTIL_SAID: Final = re.compile(
    rf"\b{any_of('until, unless')} {any_of('we, the council, the police')}"
    rf" {any_of('say, confirm, tell you, know, announce')}{_THAT}$"
)
_SOME: Final = re.compile(rf"\b{plain('some')}(?: {plain('of')} \S+)?$")

# ── believed ─────────────────────────────────────────────────────────────────────────────────────────────────────────
_UNLESS: Final = "".join(f"(?<!{plain(each)} )" for each in ("not", "no longer", "never", "n t"))
_THINK: Final = any_of(
    "believe, believed, believes, think, suspect, suspected, likely, appears, seems, fairly sure, looks as if"
    ", looks like, may be, possible, apparently, possibly, probably, perhaps, far as we know, we expect, we hope"
)
_UNDONE: Final = re.compile(
    rf"\b{any_of('nobody, no one, few, hardly, scarcely, wish, used to, once, never, wrong, it is certain, stopped')}\b"
)
"""Words that turn round what follows: nobody believes it, we never said that it is not true."""
_WE_THINK: Final = f"{any_of('we, they')} {any_of('believe, think, expect, hope, suspect')}"
_ENDS: Final = f"(?: {any_of('yet, so far, at present, at the moment, at this stage')})?$"
_BUT: Final = f"(?: {any_of('but cannot confirm, but can not confirm, but have not confirmed')})?"
_NOW: Final = f"(?: {any_of('at present, at the moment, for now, so far, at this stage')})?"
_SHORT_OF: Final = re.compile(
    "".join(f"(?<!{plain(each)} )" for each in ("or", "if", "why", "whether"))
    + rf"\b{any_of('not, hardly, scarcely, barely, nearly, almost')}$"
)
"""Right before what is confirmed, they say less: not all are, hardly any is."""
_UNSURE: Final = rf"\b(?:{_NOT} {any_of('confirmed, certain, sure')}|{plain('unconfirmed')})\b"

# ── denied ───────────────────────────────────────────────────────────────────────────────────────────────────────────
_FALSE: Final = f"(?<!{plain('not')} ){any_of('untrue, false, incorrect, a lie')}"
_UNTRUE: Final = rf"(?:{_NOT} {any_of('true, correct, so, the case')}|{_FALSE})"
_CLAIM: Final = any_of("claim, claims, report, reports, rumour, rumours, suggestion, suggestions")
_DENY: Final = (
    rf"{any_of('we deny, they deny, the council denies')}|{plain('no truth in')} {any_of('the, any')} {_CLAIM}"
)
_CLAIMED: Final = re.compile(rf"\b{_CLAIM}{_THAT}$")
_WRONG: Final = re.compile(rf"^{any_of('is, are')} {plain('wrong')}$")

_SAYS: Final = {
    Status.UNKNOWN: (
        re.compile(f"{_OPEN}{_LINK}$"),
        re.compile(f"^(?!{_ORDER} )(?:{any_of('we, nobody, no one')} )?{_IS}{_OPEN}"),
    ),
    Status.BELIEVED: (
        re.compile(rf"{_UNLESS}\b{_THINK}{_BUT}{_THAT}{_NOW}$|{_UNSURE}{_LINK}$"),
        re.compile(f"^(?:{_IS}{_UNSURE}|{_WE_THINK}){_ENDS}"),
    ),
    Status.DENIED: (
        re.compile(rf"\b(?:{_UNTRUE}(?: {plain('to say')})?|{_DENY}){_THAT}$"),
        re.compile(rf"^{_IS}{_UNTRUE}{_ENDS}"),
    ),
}
"""What says so right before a wording, and right after it."""
_DOUBTED: Final = re.compile(rf"\b{_THINK}{_BUT}{_THAT}{_NOW}$|{_UNSURE}{_LINK}$")
_BACK: Final = re.compile(rf"{any_of('this, that, it, which, all this')} ")
_TAKEN_BACK: Final = re.compile(
    rf"^{any_of('we no longer, we do not, we don t')} {any_of('believe, think, say')} {any_of('this, that, it, so')}$"
)
_OPEN_ENDS: Final = any_of(
    "yet, so far, at present, at the moment, at this stage, now, for sure, for certain, this, that, it, if so, to say"
    ", to tell, to know, to be sure, find out, if it was, whether it was, if it is, whether it is"
)
_ONLY_OPEN: Final = re.compile(
    rf"(?:{any_of('but, and, sadly, we, nobody, no one, at this stage, at present, so far')} )*"
    rf"{_IS}(?:{_DO_NOT_KNOW}|{_TRYING})(?: {_OPEN_ENDS})*"
)


def says_how(status: Status, before: str, after: str, *, question: str = "") -> bool:
    """Whether the plain words right before a wording, or right after it, say how it stands.

    `question` is the fact's wording where this is what it would say if somebody could answer it.
    """
    if status is Status.UNKNOWN and question:
        return _leaves_open(question, before, after)
    ahead, behind = _SAYS.get(status, (None, None))
    if status is not Status.UNKNOWN and _UNDONE.search(before):
        return False
    if status is Status.DENIED and _CLAIMED.search(before) and _WRONG.search(after):
        return True
    return bool((ahead and ahead.search(before)) or (behind and behind.search(after)))


def says_less(before: str, after: str) -> bool:
    """Whether they say of what is confirmed that it is not known, not true, or only believed, by anybody or nobody."""
    is_doubted = _DOUBTED.search(before) or _SHORT_OF.search(before) or _SAYS[Status.BELIEVED][1].search(after)
    return bool(
        is_doubted
        or takes_back(before)
        or says_how(Status.UNKNOWN, before, after)
        or says_how(Status.DENIED, before, after)
    )


def is_only_open(sentence: str) -> bool:
    """Whether a sentence says that something is not known, and nothing else: not what it is."""
    return _ONLY_OPEN.fullmatch(sentence) is not None


def is_only_unsure(sentence: str) -> bool:
    """Whether a sentence says of what was named before that it is not confirmed, or not true, and nothing else."""
    said = (_SAYS[each][1].search(sentence) for each in (Status.BELIEVED, Status.DENIED))
    return _BACK.match(sentence) is not None and any(said)


def takes_back(sentence: str) -> bool:
    """Whether plain words say that something is not believed any more, without saying what."""
    return _TAKEN_BACK.search(sentence) is not None


def _leaves_open(question: str, before: str, after: str) -> bool:
    """Whether what a question would say is asked there, and not answered."""
    is_open = _IS_OPEN.search(before) is not None
    if _NO_DOUBT.search(before):
        return False
    if is_asked(before, openly=True):
        return is_open or not _ANSWERED.search(before)
    if is_asked(before, of=question):
        return is_open or after.endswith(ASKING) or says_how(Status.UNKNOWN, "", after)
    if _UNTIL_SAID.search(before):
        return True
    return takes_granted(question) and _SOME.search(before) is not None
