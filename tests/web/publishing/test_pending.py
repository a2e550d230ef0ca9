"""A desk that stops while it publishes: what stands in public is in the record afterwards, and what does not is not."""

from __future__ import annotations

import pytest
from django.conf import settings

from battlebox.desk.publish import editions_of
from battlebox.desk.tell import corrections_due
from battlebox.share.status import check_folder
from battlebox.web.publishing import pending
from desk.facts import change
from web.publishing.test_publishing import fact, write
from web.publishing.test_publishing import publish as press


class Stopped(BaseException):
    """The desk is killed here."""


def kept():
    folder = settings.DESK.data / pending.FOLDER
    return sorted(each.name for each in folder.glob("*.json"))


def stop_at(monkeypatch, step):
    def stop(*_, **__):
        raise Stopped

    monkeypatch.setattr(f"battlebox.web.publishing.{step}", stop)


@pytest.fixture
def told(desk_page, room):
    page = desk_page("northmere")
    thing = fact(room)
    write(page, room, thing)
    return page, thing


def test_killed_after_the_swap_it_is_written_down_later_and_its_correction_is_due(told, room, public, monkeypatch):
    page, thing = told
    with monkeypatch.context() as now:
        stop_at(now, "publish.note_published")
        with pytest.raises(Stopped):
            press(page, room)
    assert check_folder(public).problems == ()
    assert editions_of(room.sight(), "northmere") == ()
    assert kept() == ["northmere.json"]
    assert pending.settle(room.installation, settings.DESK.data) == 1
    [said] = editions_of(room.sight(), "northmere")
    assert (said.value.number, said.value.facts, said.value.doubt) == (1, 1, pending.LATE)
    assert kept() == []
    change(room, thing, wording="All screens are blank.")
    assert [each.thing for each in corrections_due(room.sight(), thing)]
    # Once is enough.
    assert pending.settle(room.installation, settings.DESK.data) == 0


def test_killed_before_the_swap_nothing_stands_and_nothing_is_written(told, room, public, monkeypatch):
    page, _ = told
    with monkeypatch.context() as now:
        stop_at(now, "target.put_site")
        with pytest.raises(Stopped):
            press(page, room)
    assert not public.exists()
    assert kept() == ["northmere.json"]
    assert pending.settle(room.installation, settings.DESK.data) == 0
    assert editions_of(room.sight(), "northmere") == ()
    assert kept() == []


def test_killed_before_it_is_kept_nothing_stands(told, room, public, monkeypatch):
    page, _ = told
    with monkeypatch.context() as now:
        stop_at(now, "publish.intend")
        with pytest.raises(Stopped):
            press(page, room)
    assert not public.exists()
    assert kept() == []


def test_the_next_click_writes_the_forgotten_edition_down_first(told, room, public, monkeypatch):
    page, _ = told
    with monkeypatch.context() as now:
        stop_at(now, "publish.note_published")
        with pytest.raises(Stopped):
            press(page, room)
    write(page, room, headline="Most services are as usual")
    press(page, room)
    newest, first = editions_of(room.sight(), "northmere")
    assert (newest.value.number, newest.value.doubt) == (2, "")
    assert (first.value.number, first.value.doubt) == (1, pending.LATE)
    assert kept() == []


def test_what_cannot_be_written_down_stays_kept(told, room, public, monkeypatch):
    from battlebox.desk import DeskCode, DeskError

    page, _ = told
    with monkeypatch.context() as now:
        stop_at(now, "publish.note_published")
        with pytest.raises(Stopped):
            press(page, room)

    def full(*_, **__):
        raise DeskError.of(DeskCode.CLOSED)

    with monkeypatch.context() as now:
        now.setattr(pending, "note_published", full)
        assert pending.settle(room.installation, settings.DESK.data) == 0
    assert kept() == ["northmere.json"]
    assert pending.settle(room.installation, settings.DESK.data) == 1


def test_rubbish_in_its_place_is_left_alone(told, room, public):
    folder = settings.DESK.data / pending.FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "northmere.json").write_text("{", encoding="utf-8")
    assert pending.settle(room.installation, settings.DESK.data) == 0
    press(told[0], room)
    assert editions_of(room.sight(), "northmere")[0].value.number == 1
