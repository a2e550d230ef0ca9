"""Where the public page is put is full, read-only or slow, or the machine's time went back: what stood there stands."""

from __future__ import annotations

import os
import subprocess
import threading
from dataclasses import replace

import pytest
from django.conf import settings

from battlebox.desk.publish import editions_of
from battlebox.desk.record import Note, write_note
from battlebox.share.status import check_folder, folder
from desk.facts import words_officer
from web.desk_page import words
from web.publishing.test_publishing import publish, write


@pytest.fixture
def disk(desk, tmp_path, monkeypatch):
    """The page goes onto a disk of its own; what `mount` does with it."""
    if os.geteuid() != 0:
        pytest.skip("mounting takes root, which .ci/run has")
    place = tmp_path / "disk"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(place)], check=True)
    target = replace(settings.DESK, public=str(place / "public"), data=tmp_path / "data")
    monkeypatch.setattr(settings, "DESK", target)
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.parametrize(
    ("harm", "said"), [("full", "no space left on device"), ("read-only", "read-only file system")]
)
def test_a_disk_that_is_full_or_read_only_keeps_the_edition_before_and_the_next_click_works(
    desk_page, room, disk, harm, said
):  # fmt: skip
    page = desk_page("northmere")
    write(page, room)
    publish(page, room)
    write(page, room, headline="All works again")
    ballast = disk / "ballast"
    if harm == "full":
        with pytest.raises(OSError, match="No space left"):
            ballast.write_bytes(b"x" * 500_000)
    else:
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    publish(page, room)
    [failed, _] = editions_of(room.sight(), "northmere")
    assert said in failed.value.failed
    assert said in words(page.get(room.at("tell/publish/")))
    found = check_folder(disk / "public")
    assert (found.manifest.number, found.problems) == (1, ())

    if harm == "full":
        ballast.unlink()
    else:
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    publish(page, room)
    found = check_folder(disk / "public")
    assert (found.manifest.number, found.problems) == (2, ())


def test_while_a_slow_place_takes_the_pages_everybody_else_goes_on_writing(desk_page, room, public, monkeypatch):
    page = desk_page("northmere")
    write(page, room)
    real, waited = folder._fill, []

    def slow(beside, files):
        note = Note("the host rang meanwhile", room.watch.at)
        other = threading.Thread(target=lambda: write_note(room.record, words_officer("northmere"), note))
        other.start()
        other.join(timeout=10)
        waited.append(other.is_alive())
        real(beside, files)

    monkeypatch.setattr(folder, "_fill", slow)
    publish(page, room)
    assert waited == [False]
    assert any("rang meanwhile" in line.words for line in room.record.lines())
    assert check_folder(public).manifest.number == 1


def test_a_machine_whose_time_went_back_puts_nothing_over_what_stands(desk_page, room, public):
    page = desk_page("northmere")
    write(page, room)
    publish(page, room)
    room.watch.pass_by(minutes=-90)
    write(page, room, headline="All works again")
    publish(page, room)
    [failed, _] = editions_of(room.sight(), "northmere")
    assert "the site that stands was published at" in failed.value.failed
    assert "and this machine says" in failed.value.failed
    assert check_folder(public).manifest.number == 1
    room.watch.pass_by(minutes=100)
    publish(page, room)
    assert check_folder(public).manifest.number == 2
