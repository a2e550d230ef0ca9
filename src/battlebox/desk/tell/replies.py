"""What a short answer says of the words before it: "Was data copied? Yes." says that data was copied.

Law: words are only added, each between marks, so that whatever stood there stands there still. Whatever may be an
answer tells; an answer makes words honest only where it says nothing else, and of nothing else.
Not here: which words say how a fact stands (hedged.py), which facts stand in them (found.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from battlebox.desk.tell.hedged import is_only_open, is_only_unsure, takes_back
from battlebox.desk.wording import ASKING, CLAUSE, HELPERS, SENTENCE, any_of, plain, read, turned

_UNTRUE: Final = plain("it is not true that")
_UNKNOWN: Final = plain("it is not known whether")
_PARTS_MOST: Final = 2
"""In how many parts of a sentence an answer is looked for: sadly, it was."""
_WORDS_MOST: Final = 4
"""How many words a part before the answer has at the most."""
_LETTERS_MOST: Final = 100
"""How long a sentence is at the most that says of another that it is not true, and nothing else."""
_AND: Final = any_of("and, but, yet, though")
_AND_WORDS: Final = frozenset(plain("and but yet though").split())
_ASKS_ON: Final = frozenset(
    plain(
        "if when once until as whether where while because unless although how what who whom why which before after"
        " since than or should"
    ).split()
)
"""Words of a part that answers nothing: it asks on, or says under which condition."""
_SHORT: Final = f"(?:{'|'.join(plain('wasn weren isn aren hasn haven hadn didn doesn don').split())}) {plain('t')}"
_NEGATIVE: Final = re.compile(
    rf"\b(?:{_SHORT}|{any_of('no, not, never, none, nothing, nobody, neither, untrue, false, wrong, incorrect')}"
    rf"|{any_of('a lie, unlikely, nonsense')})\b"
)
_VERB: Final = f"(?:{_SHORT}|{'|'.join(sorted(HELPERS))})"
_SAID: Final = any_of(
    "yes, no, true, so, not, untrue, false, wrong, correct, incorrect, indeed, certainly, definitely, absolutely"
    ", exactly, of course, sadly, unfortunately, regrettably, nonsense, a lie, the case, a fact, happened, never"
    ", perhaps, probably, possibly, maybe, likely, unlikely, confirm it, confirm this, confirm that, confirmed"
)
_MORE: Final = f"(?: {any_of('not, been, indeed, too, all, now, already')})*"
_ANSWER: Final = re.compile(rf"(?:{_AND} )?(?:\S+ ){{0,4}}(?:{_SAID}|\S+ {_VERB}{_MORE})")
_IT: Final = any_of("it, they, we, this, that, these, he, she, which, and it, but it, but we")
_PLAIN_NO: Final = re.compile(
    rf"{any_of('no, not so, not true, untrue, false, nonsense')}"
    rf"|{_IT} (?:{_VERB} {plain('not')}|{_SHORT})(?: {any_of('true, so, correct, the case')})?"
    rf"|{_IT} {any_of('is, are')} {any_of('untrue, false, wrong, incorrect, a lie, nonsense')}"
)
"""An answer that says no, and nothing else."""
_ADDED: Final = re.compile(rf"(?P<asked>.+?) (?={_AND} \S+ {_VERB}(?: {plain('not')})?$)")
_OPENLY: Final = frozenset(plain("whether if").split())
_WHETHER: Final = re.compile(rf"(?:.* )?{any_of('whether or not, whether, if')} (?P<said>\S.*)")
_SAY: Final = any_of("say, says, said, claim, claims, report, reports, rumour, rumours, suggestion, suggestions, told")
_MIND: Final = any_of("worried, worry, fear, fears, afraid, concerned, think, believe, heard, read, wonder")
_CLAIMED: Final = re.compile(rf"(?P<lead>(?:.* )?(?:{_SAY}|(?P<mind>{_MIND}))(?: {plain('that')})?) (?P<said>\S.*)")
_NOBODY: Final = re.compile(rf"\b{any_of('nobody, no one, never, not, without')}\b")


@lru_cache(maxsize=4096)
def heard(text: str) -> str:
    """Words as they are `read`, with what their short answers say of the sentences before."""
    words = read(text)
    sentences = _sentences(words)
    made, told = list[str](), list[str]()
    for sentence, after in pairwise((*sentences, "")):
        made += [_honest(sentence, after), *told]
        told = list(_told(sentence, after))
    return _joined([*made, *told]) if made != sentences or told else words


@lru_cache(maxsize=4096)
def warned(text: str) -> str:
    """The same, with what says of nothing before it that it is not true put before the sentence after it as well."""
    words = heard(text)
    sentences = _sentences(words)
    made, before = list[str](), ""
    for sentence, after in pairwise((*sentences, "")):
        made.append(sentence)
        if after and _hangs(sentence) and not before.endswith(ASKING) and not _CLAIMED.fullmatch(before):
            made.append(f"{sentence} {CLAUSE} {after}")
        before = sentence
    return _joined(made)


def hangs(text: str) -> bool:
    """Whether words end with a sentence that says that something is not true, and may be read of what comes next."""
    last = _sentences(read(text))[-1:]
    return bool(last) and _hangs(last[0])


def _hangs(sentence: str) -> bool:
    return len(sentence) <= _LETTERS_MOST and (takes_back(sentence) or is_only_unsure(sentence))


def _sentences(words: str) -> list[str]:
    """Each without the mark at its end; two marks on end part nothing."""
    return [each for each in map(str.strip, words.split(SENTENCE)) if each]


def _joined(sentences: list[str]) -> str:
    return " ".join(f" {SENTENCE} ".join(sentences).split())


def _honest(sentence: str, after: str) -> str:
    """A sentence, with what the next one, or its own end, says of it and of nothing else: no, or that nobody knows."""
    if is_only_unsure(after) and not sentence.endswith(ASKING):
        return f"{sentence} {CLAUSE} {after}"
    body = sentence.removesuffix(ASKING).strip()
    is_asked = body != sentence and _is_statement(body)
    claim = _CLAIMED.fullmatch(body) if is_asked or CLAUSE in body or _says_no(after) or is_only_open(after) else None
    if claim is None and not is_asked:
        return sentence
    lead, said = (claim["lead"], claim["said"]) if claim else ("", body)
    if _NOBODY.search(lead):
        return sentence
    if _says_no(after) or (claim is not None and _says_no(said.partition(CLAUSE)[2].strip())):
        hedge = _UNTRUE
    elif is_only_open(after) and (is_asked or (claim is not None and claim["mind"])):
        hedge = _UNKNOWN
    else:
        return sentence
    return f"{lead} {CLAUSE} {hedge} {CLAUSE} {said} {sentence[len(body) :]}".strip(f" {CLAUSE}")


def _told(sentence: str, after: str) -> Iterator[str]:
    """What answers say of a sentence, each as a sentence of its own: that it is so, or not true."""
    body = sentence.removesuffix(ASKING).strip()
    answer = _answer(after)
    if answer is not None:
        yield from (_put(said, is_so=answer) for said in _asked(body, is_question=body != sentence))
    if _OPENLY.isdisjoint(body.split()):
        return
    parts = [each.strip() for each in _ADDED.sub(rf"\g<asked> {CLAUSE} ", body).split(CLAUSE)]
    for at, part in enumerate(parts[1:], start=1):
        found = _WHETHER.fullmatch(" ".join(parts[:at]))
        answer = _answer(part) if found and part.split(" ")[0] in _AND_WORDS else None
        if found and answer is not None:
            yield _put(found["said"], is_so=answer)


def _put(said: str, *, is_so: bool) -> str:
    return said if is_so else f"{_UNTRUE} {CLAUSE} {said}"


def _asked(body: str, *, is_question: bool) -> Iterator[str]:
    """What an answer would say of a sentence: each part of it that asks, or that somebody is said to say."""
    found = _WHETHER.fullmatch(body) or _CLAIMED.fullmatch(body)
    if found is not None:
        yield found["said"]
    if is_question:
        for part in dict.fromkeys((body.replace(CLAUSE, ""), body.rpartition(CLAUSE)[2])):
            yield from turned(part.split())
        if _is_statement(body):
            yield body


def _is_statement(body: str) -> bool:
    first = body.partition(" ")[0]
    return first not in HELPERS and first not in _ASKS_ON


def _answer(sentence: str) -> bool | None:
    """Whether a sentence begins with an answer: yes or no; nothing where it is none."""
    if not sentence or sentence.endswith(ASKING) or is_only_open(sentence):
        return None
    for part in map(str.strip, sentence.split(CLAUSE)[:_PARTS_MOST]):
        if not _ASKS_ON.isdisjoint(part.split()):
            return None
        if _ANSWER.fullmatch(part):
            return _NEGATIVE.search(part) is None
        if len(part.split()) > _WORDS_MOST:
            return None
    return None


def _says_no(words: str) -> bool:
    parts = [each.strip() for each in words.split(CLAUSE)]
    return all(_PLAIN_NO.fullmatch(each) for each in parts)
