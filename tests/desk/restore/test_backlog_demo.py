"""The demonstration's own paper: two services with something to key, a gap, and nothing called restored."""

from __future__ import annotations

from datetime import UTC, datetime

from battlebox.desk import Officer, Role
from battlebox.desk.backlog import Basis, backlogs_of
from battlebox.desk.command import CAST, paper_kept, play_demo
from battlebox.desk.record import Installation, Sight
from desk.room import StillWatch, shipped


def test_the_demonstration_has_paper_to_key_counted_and_guessed(tmp_path):
    now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    cast = {name: Officer(f"o-{name}", title, body, frozenset({role})) for name, (body, role, title) in CAST.items()}
    incident = play_demo(tmp_path, shipped("west-london"), cast, now=now, also=(paper_kept,))
    here = Installation(tmp_path, StillWatch(at=now))
    lead = Officer("o-rbkc.care", "", "rbkc", frozenset({Role.SERVICE_LEAD}))
    found = backlogs_of(Sight.of(here.record(incident), lead))
    here.close()
    assert {service: [piece.item.basis for piece in pieces] for service, pieces in found.items()} == {
        "rbkc.child-front-door": [Basis.COUNTED, Basis.UNKNOWN],
        "rbkc.telecare": [Basis.ESTIMATED],
    }
