"""A test of publishing: no page is changed, its date is kept, and what proves nothing does not count."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings

from battlebox.desk.publish import Going, PublicEdition, editions_of, note_published
from battlebox.desk.tell import releases_of
from desk.facts import words_officer
from share.status.test_upload import TARGET, store  # noqa: F401 - a fixture
from web.desk_page import words
from web.places.conftest import do_all, jobs  # noqa: F401 - a fixture
from web.publishing.test_publishing import publish, write

NEVER = "Nobody has yet published from this desk, or tested it"


@pytest.fixture
def page(desk_page, room, jobs):  # noqa: F811 - the fixtures, by their names
    return desk_page("northmere")


def try_it(page, opened, jobs, held="go-bag, card 3"):  # noqa: F811 - the fixture, by its name
    """Ask for a test, have it done, and read what came of it."""
    address = page.send(opened.at("tell/publish/test/"), {"held": held}).headers["Location"]
    do_all(jobs)
    return words(page.get(address))


def test_a_test_is_recorded_with_its_date_and_changes_no_page(page, room, public, jobs):  # noqa: F811 - the fixtures, by their names
    assert NEVER in words(page.get(room.at("tell/publish/")))
    assert "It works" in try_it(page, room, jobs)
    assert list(public.parent.iterdir()) == []
    [said] = editions_of(room.sight(), "northmere")
    assert (said.value.test, said.value.failed, said.value.target) == (True, "", str(public))
    assert (
        "with no page changed: it works; login, address and DNS: go-bag, card 3" in room.record.line(said.entry).words
    )
    assert releases_of(room.sight()) == ()
    for path in ("tell/publish/", "channels/"):
        assert "Publishing last worked today" in words(page.get(room.at(path)))
    assert "Login, address and DNS: go-bag, card 3" in words(page.get(room.at("tell/publish/")))


@pytest.mark.parametrize("harm", ["missing", "foreign", "elsewhere"])
def test_a_test_that_failed_says_why_and_is_no_test(page, room, public, jobs, harm):  # noqa: F811 - the fixtures, by their names
    if harm == "missing":
        public.parent.rmdir()
    elif harm == "foreign":
        public.mkdir()
        (public / "theirs.html").write_text("not ours")
    else:
        (public.parent / "other").mkdir()
        public.symlink_to(public.parent / "other")
    text = try_it(page, room, jobs)
    assert "It does not work" in text
    assert NEVER in words(page.get(room.at("tell/publish/")))
    [said] = editions_of(room.sight(), "northmere")
    assert said.value.failed


def test_a_store_is_tested_by_writing_there_and_leaves_nothing(page, room, public, store, jobs, monkeypatch):  # noqa: F811 - the fixtures, by their names
    monkeypatch.setattr(settings, "DESK", replace(settings.DESK, public=TARGET))
    assert "It works" in try_it(page, room, jobs)
    assert (store.held, store.puts()) == ({}, ["battlebox-test.txt"])
    store.no_puts, store.status = True, 403
    assert "It does not work" in try_it(page, room, jobs)
    # The one that worked still counts.
    assert "Publishing last worked today" in words(page.get(room.at("tell/publish/")))


def test_what_is_really_published_counts_as_well(page, room, public):
    write(page, room)
    publish(page, room)
    assert "Publishing last worked today" in words(page.get(room.at("tell/publish/")))


def test_the_desks_own_folder_and_a_demonstration_prove_nothing(page, room, public, jobs, monkeypatch):  # noqa: F811 - the fixtures, by their names
    monkeypatch.setattr(settings, "DESK", replace(settings.DESK, public=""))
    assert "own folder, which no resident reads: it does not count" in try_it(page, room, jobs)
    assert NEVER in words(page.get(room.at("tell/publish/")))
    monkeypatch.setattr(settings, "DESK", replace(settings.DESK, public=str(public), demo=True))
    assert "It works" in try_it(page, room, jobs)
    assert not public.exists()
    assert list(public.parent.iterdir()) == []
    assert NEVER in words(page.get(room.at("tell/publish/")))


def test_after_ninety_days_it_says_to_test_it(room):
    from battlebox.web.publishing.tried import Tried

    now = room.watch.at
    assert "test it" not in Tried(now - timedelta(days=90)).words(now)
    assert "That is more than 90 days: test it." in Tried(now - timedelta(days=91)).words(now)
    assert "yesterday" in Tried(now - timedelta(days=1)).words(now)


def test_the_gap_of_the_estate_closes_for_the_body_that_tested_and_for_no_other(desk_page, jobs, tmp_path, monkeypatch):  # noqa: F811 - the fixture, by its name
    from battlebox.web import records
    from web.places.conftest import Opened

    opened = Opened(tmp_path / "data", tables=with_a_page())
    records.use(opened.installation)
    monkeypatch.setattr(
        settings, "DESK", replace(settings.DESK, public=str(tmp_path / "public"), data=tmp_path / "data")
    )
    page, gaps = desk_page("northmere"), opened.at("estate/gaps/")
    assert "Nobody has tried to publish on The page elsewhere" in words(page.get(gaps))
    assert NEVER in words(page.get(opened.at("channels/elsewhere/")))
    assert "It works" in try_it(page, opened, jobs)
    assert "to publish on The page elsewhere" not in words(page.get(gaps))
    assert "Publishing on it Publishing last worked today" in words(page.get(opened.at("channels/elsewhere/")))
    assert "Nobody has tried to publish on The page elsewhere" in words(desk_page("eastholt").get(gaps))
    desk_page("farwick").get(gaps, expect=404)
    opened.installation.close()


def with_a_page():
    """The small estate with a public page that somebody else carries, on which a fallback of Northmere rests."""
    from desk.room import shipped

    raw = shipped("northmere")
    channels, needs, services = (raw.tables[name] for name in ("channels", "needs", "services"))

    def row(table, **said):
        return tuple(said.get(name, "") for name in table.header)

    page = row(channels, channel="elsewhere", name="The page elsewhere", body="eastholt", audience="public", kind="web",
               address="status.example")  # fmt: skip
    tested = services.header.index("fallback_tested_on")
    plain = tuple((*one[:tested], "", *one[tested + 1 :]) for one in services.rows)
    need = row(needs, of="fallback:northmere.child-front-door", on="elsewhere")
    return replace(
        raw,
        tables={
            **raw.tables,
            "channels": replace(channels, rows=(*channels.rows, page)),
            "needs": replace(needs, rows=(*needs.rows, need)),
            "services": replace(services, rows=plain),
        },
    )


def test_the_date_goes_with_the_body_into_its_next_incident(page, room, public, desk_page):
    from battlebox.desk.record import Handling, open_incident
    from desk.room import officer as desk_officer

    earlier = room.installation.found(("northmere",), title="Red lamp")
    open_incident(earlier, desk_officer("northmere"), title="Red lamp", seen="a lamp", handling=Handling())
    note_published(earlier, words_officer("northmere"), PublicEdition(1, "ab" * 32, "/srv/public", 3, 0), Going())
    assert "Publishing last worked today" in words(page.get(room.at("tell/publish/")))
    assert NEVER in words(desk_page("eastholt").get(room.at("tell/publish/")))


@pytest.mark.parametrize("role", ["operational", "loggist", "observer"])
def test_others_test_nothing(desk_page, officer, room, public, jobs, role):  # noqa: F811 - the fixtures, by their names
    answer = desk_page(officer("northmere", role=role)).send(room.at("tell/publish/test/"), {"held": "x"}, expect=422)
    assert "may not write or publish" in words(answer)
    desk_page("farwick").get(room.at("tell/publish/test/"), expect=404)
