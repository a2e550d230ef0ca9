"""The checker is tried on histories that are true, and on the same with one lie in each: every lie is found."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from faults.checker import Kind, wrongs
from faults.history import Answer, Asked, History, Kept

pytestmark = pytest.mark.one_store
TRUE = 300


def true_history(seed):
    """What several people may ask of a desk that does all things well, and what is in its record.

    Each form and each look does what it does at one moment between its beginning and its end.
    """
    rng, asked, happens = random.Random(seed), [], []
    for who in range(4):
        now = rng.random()
        for n in range(rng.randrange(4, 12)):
            begun = now + rng.random() * 0.2
            moment, now = begun + rng.random() * 0.3, 0.0
            now = moment + rng.random() * 0.3
            happens.append((moment, who, n, begun, now, rng.random()))
    kept = []
    for _, who, n, begun, ended, chance in sorted(happens):
        mark = f"mark {who}-{n}"
        if chance < 0.35:
            shown = tuple(each.mark for each in kept)
            asked.append(Asked(who, begun, ended, Answer.SHOWN, shown=shown))
        elif chance < 0.75:
            kept.append(Kept(mark, f"A-{len(kept)}"))
            asked.append(Asked(who, begun, ended, Answer.SAVED, mark, rng.choice([kept[-1].number, ""])))
        elif chance < 0.85:
            asked.append(Asked(who, begun, ended, Answer.REFUSED, mark))
        else:
            if chance < 0.93:
                kept.append(Kept(mark, f"A-{len(kept)}"))
            answer = rng.choice([Answer.IN_DOUBT, Answer.UNKNOWN])
            asked.append(Asked(who, begun, ended, answer, mark))
    return asked, kept


def test_what_is_true_is_found_true():
    for seed in range(TRUE):
        assert wrongs(*true_history(seed)) == [], seed


def _acknowledged(asked):
    return [each for each in asked if each.answer is Answer.SAVED]


def lose(asked, kept, rng):
    gone = rng.choice(_acknowledged(asked)).mark
    return asked, [each for each in kept if each.mark != gone]


def double(asked, kept, rng):
    at = rng.randrange(len(kept))
    return asked, [*kept[: at + 1], replace(kept[at], number="A-900"), *kept[at + 1 :]]


def invent(asked, kept, rng):
    at = rng.randrange(len(kept) + 1)
    return asked, [*kept[:at], Kept("mark nobody", "A-900"), *kept[at:]]


def keep_what_was_refused(asked, kept, rng):
    refused = next(each for each in asked if each.answer is Answer.REFUSED)
    return asked, [*kept, Kept(refused.mark, "A-900")]


def reorder(asked, kept, rng):
    """The last that was acknowledged comes before one that was acknowledged before it was sent."""
    sent = {each.mark: each for each in asked if each.mark}
    pairs = [
        (early, late)
        for early, one in enumerate(kept)
        for late, other in enumerate(kept)
        if sent[one.mark].answer is Answer.SAVED and sent[one.mark].until < sent[other.mark].at
    ]
    early, late = rng.choice(pairs)
    moved = [each for at, each in enumerate(kept) if at != late]
    return asked, [*moved[:early], kept[late], *moved[early:]]


def renumber(asked, kept, rng):
    told = next(each for each in asked if each.number)
    return [replace(each, number="A-901") if each is told else each for each in asked], kept


def number_twice(asked, kept, rng):
    return asked, [replace(kept[0], number=kept[1].number), *kept[1:]]


def _blinded(asked, rng, is_due):
    """One look does not show one mark that it should."""
    sent = {each.mark: each for each in asked if each.mark}
    looks = [each for each in asked if each.answer is Answer.SHOWN]
    found = [(look, mark) for look in looks for mark in look.shown if is_due(sent, looks, look, mark)]
    chosen, gone = rng.choice(found)
    shown = tuple(mark for mark in chosen.shown if mark != gone)
    return [replace(each, shown=shown) if each is chosen else each for each in asked]


def hide(asked, kept, rng):
    def is_due(sent, looks, look, mark):
        return sent[mark].answer is Answer.SAVED and sent[mark].until < look.at

    return _blinded(asked, rng, is_due), kept


def go_back_in_time(asked, kept, rng):
    def is_due(sent, looks, look, mark):
        was_seen = any(other.until < look.at and mark in other.shown for other in looks)
        return was_seen and not (sent[mark].answer is Answer.SAVED and sent[mark].until < look.at)

    return _blinded(asked, rng, is_due), kept


def foresee(asked, kept, rng):
    late = max((each for each in _acknowledged(asked)), key=lambda each: each.at)
    early = min((each for each in asked if each.answer is Answer.SHOWN), key=lambda each: each.until)
    if late.at <= early.until:
        raise ValueError("at the same time it may have been seen")
    shown = (*early.shown, late.mark)
    return [replace(each, shown=shown) if each is early else each for each in asked], kept


def show_what_was_never_kept(asked, kept, rng):
    look = max((each for each in asked if each.answer is Answer.SHOWN), key=lambda each: each.until)
    unknown = next(
        each
        for each in asked
        if each.answer in (Answer.UNKNOWN, Answer.IN_DOUBT) and each.mark not in {one.mark for one in kept}
    )
    shown = (*look.shown, unknown.mark)
    return [replace(each, shown=shown) if each is look else each for each in asked], kept


def turn_up(asked, kept, rng):
    held = {each.mark for each in kept}
    last = max(each.at for each in asked if each.answer is Answer.SHOWN)
    doubted = next(
        each for each in asked if each.answer is Answer.IN_DOUBT and each.mark not in held and each.until < last
    )
    return asked, [*kept, Kept(doubted.mark, "A-900")]


LIES = {
    lose: Kind.LOST,
    double: Kind.DOUBLED,
    invent: Kind.NOBODYS,
    keep_what_was_refused: Kind.REFUSED_AND_KEPT,
    reorder: Kind.REORDERED,
    renumber: Kind.MISNUMBERED,
    number_twice: Kind.MISNUMBERED,
    hide: Kind.UNSEEN,
    go_back_in_time: Kind.FORGOTTEN,
    foresee: Kind.FORESEEN,
    show_what_was_never_kept: Kind.LOST,
    turn_up: Kind.TURNED_UP,
}


@pytest.mark.parametrize(("lie", "kind"), LIES.items(), ids=lambda each: getattr(each, "__name__", ""))
def test_each_planted_lie_is_found(lie, kind):
    told = 0
    for seed in range(TRUE):
        asked, kept = true_history(seed)
        try:
            asked, kept = lie(asked, kept, random.Random(seed))
        except (StopIteration, IndexError, ValueError):
            # This history has nothing of which that lie could be told.
            continue
        assert kind in {each.kind for each in wrongs(asked, kept)}, (seed, kind)
        told += 1
    assert told > TRUE // 10, "too few histories had anything to lie about"


def test_a_reorder_of_what_was_asked_at_the_same_time_is_no_lie():
    asked = [Asked(0, 0.0, 1.0, Answer.SAVED, "mark a"), Asked(1, 0.5, 1.5, Answer.SAVED, "mark b")]
    for kept in (["mark a", "mark b"], ["mark b", "mark a"]):
        assert wrongs(asked, [Kept(mark, f"A-{n}") for n, mark in enumerate(kept)]) == []


def test_what_was_written_down_reads_back_the_same():
    asked, kept = true_history(7)
    history = History(asked)
    lines = history.to_text(kept).splitlines()
    assert [Asked.from_text(line) for line in lines[: len(asked)]] == sorted(asked, key=lambda each: each.at)
