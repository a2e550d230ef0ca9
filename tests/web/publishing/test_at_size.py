"""How soon a changed fact is in public: on West London, and for a council with three hundred services."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from justhtml import JustHTML

from battlebox.desk.picture import adopt_estate, estate_in_use
from battlebox.desk.publish import write_words
from battlebox.desk.record import Handling, Installation, Sight, open_incident
from battlebox.desk.tell import Clearance, Status, Verdict, change_fact, clear_fact, fact_of, state_fact
from battlebox.marking import Tlp
from battlebox.share.status import check_folder
from desk.facts import PLAIN, words_officer
from desk.room import StillWatch, officer, shipped
from web.desk_page import filled
from web.publishing.corrected import FRONT

SECONDS_MOST = 5.0


def west_london():
    return shipped("west-london"), "rbkc"


def three_hundred():
    """Northmere, with three hundred services."""
    raw = shipped("northmere")
    table = raw.tables["services"]
    one = next(row for row in table.rows if row[0] == "northmere.housing-benefit")
    more = tuple((f"northmere.service-{n}", f"{chr(65 + n % 26)} service {n}", *one[2:]) for n in range(298))
    return replace(raw, tables={**raw.tables, "services": replace(table, rows=(*table.rows, *more))}), "northmere"


def cleared(record, estate, body, thing, **changed):
    """A new wording of a fact, cleared by its body."""
    who = words_officer(body)
    fact = replace(fact_of(Sight.of(record, who), thing).value, **changed)
    change_fact(record, estate, who, thing, fact, why="we looked again")
    clear(record, body, thing)


def clear(record, body, thing):
    who = words_officer(body)
    of = fact_of(Sight.of(record, who), thing).entry
    said = Clearance(body, Verdict.CLEARED, of, "press office", record.now(), "at this desk", "")
    clear_fact(record, who, thing, said)


@pytest.mark.parametrize("size", [west_london, three_hundred])
def test_a_changed_fact_is_public_within_five_seconds_of_the_click(desk, desk_page, tmp_path, monkeypatch, size):
    from battlebox.web import records

    tables, body = size()
    public = tmp_path / "public"
    monkeypatch.setattr(settings, "DESK", replace(settings.DESK, public=str(public), data=tmp_path / "data"))
    watch = StillWatch(at=datetime.now(UTC).replace(microsecond=0))
    installation = Installation(tmp_path / "data", watch)
    record = installation.found((body,), title="Blue kettle")
    lead, handling = officer(body), Handling(Tlp.AMBER, frozenset({body}))
    open_incident(record, lead, title="Blue kettle", seen="screens are blank", handling=handling)
    adopt_estate(record, lead, installation.shelf, tables, source="shipped", handling=handling)
    estate = estate_in_use(Sight.of(record, lead), installation.shelf).estate
    records.use(installation)
    thing = state_fact(record, estate, words_officer(body), replace(PLAIN, said=watch.at, checked=watch.at)).thing
    clear(record, body, thing)
    write_words(record, words_officer(body), replace(FRONT, next_update=watch.at + timedelta(days=1), facts=(thing,)))
    page, address = desk_page(body), f"/i/{record.incident[:8]}/tell/publish/"
    page.send(address)

    watch.pass_by(minutes=1)
    cleared(record, estate, body, thing, wording="All screens are blank.", status=Status.CONFIRMED)
    form = filled(JustHTML(page.get(address).content.decode(), sanitize=False))
    began = time.perf_counter()
    page.post(address, form)
    took = time.perf_counter() - began
    assert "All screens are blank." in (public / "index.html").read_text(encoding="utf-8")
    assert check_folder(public).manifest.number == 2
    assert took <= SECONDS_MOST
    installation.close()
