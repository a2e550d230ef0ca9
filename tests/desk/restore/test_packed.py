"""Orders too large for one part of an entry: kept whole all the same, and read as they were."""

from __future__ import annotations

import base64
import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import perf_counter

import pytest

from battlebox.desk import DeskCode, DeskError, Role, Someone
from battlebox.desk.command import Decision, adopt_order
from battlebox.desk.record import write_value
from battlebox.desk.restore import (
    ORDER,
    RETURN,
    Apart,
    Ask,
    LeftOut,
    OrderShown,
    Outset,
    OutSince,
    Returned,
    Step,
    TurnShown,
    followed,
    go_on_with,
    packed,
    packing,
    undertaking,
    unpacked,
)
from battlebox.estate import Step as StepKind
from battlebox.estate import estate_of
from desk.room import COUNCILS, SHARED, Room, officer, shipped
from desk.test_undertaking import region

AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
PART_MOST = 1 << 20
H = 1_000_000


def order(systems, left=0):
    """An order of so many systems, with so many services in no plan, each with words as the planner's are."""
    names = [f"northmere.system-of-service-{number}" for number in range(systems)]
    services = [f"northmere.service-with-a-long-name-{number}" for number in range(systems)]
    lines = [
        Step(f"{name}:{step.value}", (4 * at + place) * H, 977_000 * place, f"northmere.crew-{at % 9}").to_text()
        for at, name in enumerate(names)
        for place, step in enumerate(StepKind)
    ]
    turns = [
        TurnShown(
            name, at + 1, 4 * at * H, 4 * (at + 1) * H, f"northmere.crew-{at % 9}", (services[at],),
            f"waits for Northmere's engineers, busy with rebuilding System {at * 7919 % systems} until then; brings "
            f"back Service {at}; a day later costs {at * 104_729 % 999_983:,} more harm",
            at * 7919 % 9973, 0, at * 104_729 % 999_983, at * 7, at * 13,
        )
        for at, name in enumerate(names)
    ]  # fmt: skip
    apart = tuple(f"northmere.other-{number}" for number in range(left))
    return OrderShown(
        Outset(
            "d" * 64, "northmere", AT, tuple(OutSince(name, AT, "seen to be out, A-12") for name in names),
            apart=(Apart(AT, apart),) if apart else (),
        ),
        tuple(lines), tuple(turns), tuple(Returned(name, at * H) for at, name in enumerate(services)),
        tuple(LeftOut(f"northmere.unplanned-{each}", f"it waits for {each}, which is not in this order")
              for each in apart),
        (), 912_345, 800_000, 1_400_000, "annealing", "absent",
    )  # fmt: skip


def size(shown):
    return len(json.dumps(write_value(shown), separators=(",", ":")).encode())


def adopt(room, shown):
    lead = officer("northmere")
    decision = Decision("Bring them back in this order", "it costs least", Role.TACTICAL, room.record.now())
    return adopt_order(room.record, lead, shown, decision, Someone(lead.id, lead.name), handling=SHARED)


@pytest.mark.parametrize(("systems", "left"), [(1_000, 0), (100, 10_000), (4_800, 0), (4_800, 10_000)])
def test_an_order_of_thousands_fits_into_its_entry_and_is_read_whole_by_whoever_may(systems, left):
    room, shown = Room.opened(), order(systems, left)
    saved = adopt(room, shown)
    assert followed(room.sight("northmere"), "northmere").value == shown
    assert followed(room.sight("eastholt"), "northmere").value == shown
    assert followed(room.sight("farwick"), "northmere") is None
    kept = room.sight("northmere").latest(f"{RETURN}/northmere", ORDER, OrderShown)
    assert kept.entry == saved.entry
    assert size(kept.value) < PART_MOST
    other = replace(shown, way="keep", reason="nobody's day changes")
    go_on_with(room.record, officer("northmere"), other, handling=SHARED)
    assert followed(room.sight("northmere"), "northmere").value == other


def test_a_small_order_stands_in_plain_sight_and_a_large_one_opens_with_base64_and_gunzip():
    small, large = order(60), order(2_000)
    assert packed(small) == small
    assert unpacked(small) == small
    assert (packed(large).harm, packed(large).stage) == (large.harm, large.stage)
    told = json.loads(gzip.decompress(base64.b64decode(packed(large).packed)))
    assert len(told["turns"]) == 2_000


def test_an_order_that_does_not_fit_even_so_is_refused_in_words(monkeypatch):
    monkeypatch.setattr(packing, "PACKED_MOST", 1_000)
    room = Room.opened()
    with pytest.raises(DeskError) as wrong:
        adopt(room, order(2_000))
    assert wrong.value.code is DeskCode.TOO_LARGE_ORDER
    assert str(wrong.value) == "an order of return of 2,000 systems is too large for one entry of the record"
    assert all(followed(room.sight(body), "northmere") is None for body in COUNCILS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no base64!",
        base64.b64encode(b"no gzip").decode(),
        base64.b64encode(gzip.compress(b"{}", mtime=0)[:9]).decode(),
    ],
)
def test_what_no_desk_packed_is_no_order_and_breaks_no_page(text):
    room = Room.opened()
    broken = replace(order(2_000), packed=text or base64.b64encode(gzip.compress(b'{"harm": 3}')).decode())
    adopt(room, order(3))
    go_on_with(room.record, officer("northmere"), replace(broken, lines=("x 0 0",), turns=(), services=(), reason="y"))
    assert followed(room.sight("northmere"), "northmere") is None


def test_that_thousands_are_left_out_is_found_in_a_moment():
    estate = region(estate_of(shipped("northmere")), 10_000)
    names = list(estate.system_by_id)
    began = perf_counter()
    ask = Ask(dict.fromkeys(names[:100], 0), AT, body="northmere", apart=dict.fromkeys(names[100:], 0))
    found = undertaking(estate, ask)
    assert len(found.left) == 2_475
    assert timedelta(seconds=perf_counter() - began) < timedelta(seconds=20)
