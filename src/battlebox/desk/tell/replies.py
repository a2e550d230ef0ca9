"""What a short answer says of the words before it: "Was data copied? Yes." says that data was copied.

Law: words are only added, each between marks, so that whatever stood there stands there still. Whatever may be an
answer tells; an answer makes words honest only where it says nothing else, and of nothing else.
Not here: which words answer (yes_or_no.py) or say how a fact stands (hedged.py), which facts stand in them (found.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from battlebox.desk.tell.hedged import is_only_open, is_only_unsure, takes_back
from battlebox.desk.tell.yes_or_no import (
    AND,
    ASKS_ON,
    VERB,
    answer_alone,
    answer_of,
    answers_within,
    is_plain_no,
    parts_of,
    says_nothing,
)
from battlebox.desk.wording import ASKING, CLAUSE, HELPERS, SENTENCE, any_of, plain, read, turned, unmarked

_UNTRUE: Final = plain("it is not true that")
_UNKNOWN: Final = plain("it is not known whether")
_ALL_MOST: Final = 3
"""How many words an answer has at the most that says no sentence of its own."""
_LETTERS_MOST: Final = 100
"""How long a sentence is at the most that says of another that it is not true, and nothing else."""
_AND_WORDS: Final = frozenset(plain("and but yet though").split())
_ADDED: Final = re.compile(rf"(?P<asked>.+?) (?={AND} \S+ {VERB}(?: {plain('not')})?$)")
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


def told_by(answer: str, question: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each sentence of a question that was taken down, with what the answer says of it, all as words are `read`.

    Nothing where the answer has no short one; what follows a question of its own answers that. So few words as have no
    room for a sentence are one, whatever they are, unless they say that nothing is said.
    """
    sentences = _sentences(read(answer))
    given = [each for before, each in pairwise(("", *sentences)) if not before.endswith(ASKING)]
    first = answer_of(given[0]) if given and given[0] is sentences[0] else None
    answers = {each for each in (first, *map(answers_within, given)) if each is not None}
    is_few = answer.strip() and len(unmarked(read(answer)).split()) <= _ALL_MOST
    if is_few and not answers and not (sentences and all(map(says_nothing, sentences))):
        answers = {True}
    asked = [each.removesuffix(ASKING).strip() for each in _sentences(read(question))] if answers else []
    return tuple((body, tuple(_all_told(body, answers))) for body in asked)


def _all_told(body: str, answers: set[bool]) -> Iterator[str]:
    for said in dict.fromkeys((body, *_asked(body, is_question=True))):
        yield from (_put(said, is_so=each) for each in sorted(answers))


def hangs(text: str) -> bool:
    """Whether words end with a sentence that says that something is not true, and may be read of what comes next."""
    last = _sentences(read(text))[-1:]
    return bool(last) and _hangs(last[0])


def _hangs(sentence: str) -> bool:
    return len(sentence) <= _LETTERS_MOST and (takes_back(sentence) or is_only_unsure(sentence))


def _sentences(words: str) -> list[str]:
    """Each without the mark at its end; two marks on end part nothing."""
    return [each for each in map(str.strip, words.split(SENTENCE)) if each.strip(f" {CLAUSE}")]


def _joined(sentences: list[str]) -> str:
    return " ".join(f" {SENTENCE} ".join(sentences).split())


def _honest(sentence: str, after: str) -> str:
    """A sentence, with what the next one, or its own end, says of it and of nothing else: no, or that nobody knows."""
    if is_only_unsure(after) and not sentence.endswith(ASKING):
        return f"{sentence} {CLAUSE} {after}"
    body = sentence.removesuffix(ASKING).strip()
    is_asked = body != sentence and _is_statement(body)
    may_claim = is_asked or CLAUSE in body or is_plain_no(after) or is_only_open(after)
    claim = _CLAIMED.fullmatch(body) if may_claim else None
    if claim is None and not is_asked:
        return sentence
    lead, said = (claim["lead"], claim["said"]) if claim else ("", body)
    if _NOBODY.search(lead):
        return sentence
    if is_plain_no(after) or (claim is not None and is_plain_no(said.partition(CLAUSE)[2].strip())):
        hedge = _UNTRUE
    elif is_only_open(after) and (is_asked or (claim is not None and claim["mind"])):
        hedge = _UNKNOWN
    else:
        return sentence
    return f"{lead} {CLAUSE} {hedge} {CLAUSE} {said} {sentence[len(body) :]}".strip(f" {CLAUSE}")


def _told(sentence: str, after: str) -> Iterator[str]:
    """What answers say of a sentence, each as a sentence of its own: that it is so, or not true."""
    body = sentence.removesuffix(ASKING).strip()
    answer = answer_of(after)
    if answer is not None:
        yield from (_put(said, is_so=answer) for said in _asked(body, is_question=body != sentence))
    is_question = body != sentence or body.partition(" ")[0] in HELPERS
    parts = parts_of(_ADDED.sub(rf"\g<asked> {CLAUSE} ", body) if not _OPENLY.isdisjoint(body.split()) else body)
    for at, part in enumerate(parts[1:], start=1):
        before = " ".join(parts[:at])
        answer = answer_alone(part)
        if answer is not None:
            yield from (_put(said, is_so=answer) for said in _asked(before, is_question=is_question))
            continue
        found = _WHETHER.fullmatch(before) if part.split(" ")[0] in _AND_WORDS else None
        answer = answer_of(part) if found else None
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
    return first not in HELPERS and first not in ASKS_ON
