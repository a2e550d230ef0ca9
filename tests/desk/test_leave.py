"""Nothing leaves that a second, plain reading of the rules would keep: thousands of cases, and the record itself."""

from __future__ import annotations

import os
import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from battlebox.desk.record import Stated
from battlebox.desk.tell import (
    Clearance,
    Goes,
    Hold,
    Holder,
    Lane,
    Outlet,
    Standing,
    Status,
    Verdict,
    Whom,
    hold_fact,
    may_leave,
)
from battlebox.marking import Tlp
from desk.facts import OF_EASTHOLT, PLAIN, SHARED_SYSTEM, asked, change, clear, state, words_officer
from desk.room import BEGAN, COUNCILS, Room

FULL = os.environ.get("BATTLEBOX_EXAMPLES") == "full"
CASES = 200_000 if FULL else 8_000
NIGHTS = 200 if FULL else 12

PUBLIC = {"public page", "press line", "social post", "recorded phone message", "poster", "radio and walk-in script",
          "letter to people"}  # fmt: skip
BY_HAND = {"partner call note"}


# ── the plain reading ────────────────────────────────────────────────────────────────────────────────────────────


def stays_because(case, outlet, whom, now):
    """Why it stays, or "": read from the page, rule by rule, knowing nothing of how the desk reads it."""
    if case["versions"] != 1 or case["status"] == "superseded":
        return "not said"
    if case["holders"]:
        return "held"
    must = {case["owner"]} | case["about"] | case["clears"]
    words = {body: case["words"].get(body) for body in must}
    if "refused" in words.values():
        return "refused"
    if None in words.values() and not case["lane"]:
        return "not cleared"
    return "" if label_lets(case, outlet, whom, now) else "label"


def label_lets(case, outlet, whom, now):
    label, audience, owner = case["tlp"], case["audience"], case["owner"]
    if case["not_before"] is not None and now < case["not_before"]:
        return False
    if outlet in PUBLIC:
        return label == "CLEAR" and not audience
    if audience and outlet in (Outlet.STAFF_MEMO, Outlet.MEMBERS, Outlet.PARTNER_FEED) and whom.body not in audience:
        return False
    inside = whom.body != "" and whom.body in audience | {owner}
    client = whom.body != "" and bool((audience | {owner}) & whom.client_of)
    if label == "RED":
        return False  # A fact names no persons, and without one nobody gets it.
    if label == "AMBER+STRICT":
        return inside
    if label == "AMBER":
        return inside or client
    if audience and not inside and not client:
        return False
    return label == "CLEAR" or inside or client or whom.community


def a_case(draw):
    bodies = [*COUNCILS, "ico"]

    def some(chance=0.3):
        return frozenset(body for body in bodies if draw.random() < chance)

    # Most facts are nearly in order, or the last rules would never be reached.
    calm = draw.random() < 0.7
    case = {
        "owner": draw.choice(COUNCILS),
        "versions": 1 if calm else draw.choice([1, 1, 2]),
        "status": draw.choice(["confirmed", "believed", "unknown", "denied"] if calm else [*Status]),
        "holders": [] if calm else draw.sample([*Holder], draw.choice([0, 0, 1, 2])),
        "about": some(0.2),
        "clears": some(0.2),
        "lane": draw.random() < 0.2,
        "tlp": draw.choice([*Tlp, Tlp.CLEAR, Tlp.CLEAR]).value,
        "audience": some(0.25),
        "not_before": draw.choice([None, None, BEGAN, BEGAN + timedelta(hours=2)]),
    }
    must = sorted({case["owner"]} | case["about"] | case["clears"])
    choices = ["cleared"] * 9 + [None] if calm else ["cleared", "cleared", "refused", None]
    case["words"] = {body: word for body in must if (word := draw.choice(choices))}
    return case


def as_the_desk_holds(case):
    fact = replace(
        PLAIN,
        status=Status(case["status"]),
        tlp=Tlp(case["tlp"]),
        audience=case["audience"],
        about=tuple(sorted(case["about"])),
        clears=tuple(sorted(case["clears"])),
        not_before=case["not_before"],
    )
    said = tuple(
        Stated(fact, f"e{number}", f"A-{number}", "o", case["owner"], BEGAN, Tlp.AMBER_STRICT)
        for number in range(case["versions"])
    )
    verdicts = {
        body: Clearance(body, Verdict(word), "e0", "press", BEGAN, why="w") for body, word in case["words"].items()
    }
    holds = tuple(Hold(holder, True, "x", BEGAN, "y") for holder in case["holders"])
    lane = Lane("e0", "x", BEGAN, "y") if case["lane"] else None
    return Standing("fact/1", said, verdicts, holds, lane)


def test_thousands_of_cases_against_the_plain_reading():
    seed = random.randrange(2**32)
    print("seed", seed)
    draw = random.Random(seed)
    seen = Counter()
    for _ in range(CASES):
        case = a_case(draw)
        outlet = draw.choice([*Outlet])
        whom = Whom(
            draw.choice(["", *COUNCILS, "ico", "moon"]),
            draw.choice(["", "o-1"]),
            frozenset(draw.sample([*COUNCILS], draw.choice([0, 0, 1]))),
            community=draw.random() < 0.5,
        )
        now = BEGAN + timedelta(hours=draw.choice([0, 1, 3]))
        answer = may_leave(as_the_desk_holds(case), outlet, whom, now)
        expected = stays_because(case, outlet.value, whom, now)
        assert isinstance(answer, Goes) == (expected == ""), (case, outlet, whom, now, answer, expected)
        seen[expected or "goes"] += 1
        if isinstance(answer, Goes):
            assert not case["holders"]
            assert outlet.value not in PUBLIC or case["tlp"] == "CLEAR"
            assert bool(answer.owed) == (None in {case["words"].get(body) for body in as_the_desk_holds(case).clears})
        else:
            assert answer.ask
            assert answer.why
    assert set(seen) == {"goes", "not said", "held", "refused", "not cleared", "label"}, seen
    assert min(seen.values()) > CASES / 200, seen


@pytest.mark.parametrize("outlet", [each for each in Outlet if each.value in PUBLIC])
@pytest.mark.parametrize("tlp", [each for each in Tlp if each is not Tlp.CLEAR])
def test_what_anybody_can_read_carries_clear_and_nothing_else(outlet, tlp):
    case = {
        "owner": "northmere", "versions": 1, "status": "confirmed", "holders": [], "about": set(), "clears": set(),
        "lane": False, "tlp": tlp.value, "audience": frozenset(), "not_before": None, "words": {"northmere": "cleared"},
    }  # fmt: skip
    assert isinstance(may_leave(as_the_desk_holds(case | {"tlp": "CLEAR"}), outlet, Whom(), BEGAN), Goes)
    for whom in (Whom(), Whom("northmere", community=True), Whom("northmere", "o-1")):
        assert not isinstance(may_leave(as_the_desk_holds(case), outlet, whom, BEGAN), Goes)


def test_every_outlet_is_one_of_the_page():
    others = {"staff memo", "members' briefing", "file to a partner", "feed to a partner", "report to a regulator"}
    assert {each.value for each in Outlet} == PUBLIC | BY_HAND | others


# ── the record itself ────────────────────────────────────────────────────────────────────────────────────────────


def test_nights_of_clearing_holding_and_changing_against_a_tally():
    """Councils write in turn, and a tally of plain sets says after each entry whether each fact may be published."""
    for night in range(NIGHTS):
        seed = random.randrange(2**32)
        print("seed", seed, "night", night)
        play(random.Random(seed))


def play(draw):
    room = Room.opened()
    starts = {"own": (PLAIN, {"northmere"})}
    starts |= {"theirs": (OF_EASTHOLT, {"northmere", "eastholt"}), "shared": (SHARED_SYSTEM, {"northmere", "eastholt"})}
    things = {name: state(room, fact) for name, (fact, _) in starts.items()}
    cleared, refused, held = ({name: set() for name in things} for _ in range(3))
    gone = set()
    for step in range(25):
        name = draw.choice(list(things))
        thing, must = things[name], starts[name][1]
        body = draw.choice(sorted(must))
        what = draw.choice(["clear", "clear", "clear", "refuse", "hold", "lift", "reword", "recheck", "supersede"])
        if what == "clear":
            clear(room, thing, body)
            cleared[name].add(body)
            refused[name].discard(body)
        elif what == "refuse":
            clear(room, thing, body, verdict=Verdict.REFUSED, why="no")
            refused[name].add(body)
            cleared[name].discard(body)
        elif what == "hold" or (what == "lift" and body in held[name]):
            said = Hold(Holder.NCSC, what == "hold", "duty desk", room.record.now(), "wait")
            hold_fact(room.record, words_officer(body), thing, said)
            (held[name].add if what == "hold" else held[name].discard)(body)
        elif what == "reword":
            change(room, thing, wording=f"Version {step}.", status=Status.CONFIRMED)
            cleared[name], refused[name] = set(), set()
            gone.discard(name)
        elif what == "recheck":
            change(room, thing, checked=room.record.now())
        elif what == "supersede" and name not in gone and draw.random() < 0.3:
            change(room, thing, status=Status.SUPERSEDED)
            cleared[name], refused[name] = set(), set()
            gone.add(name)
        for each, (_, owners) in starts.items():
            expected = cleared[each] == owners and not held[each] and each not in gone
            for reader in sorted(owners):
                assert isinstance(asked(room, things[each], body=reader), Goes) == expected, (step, what, each, reader)
