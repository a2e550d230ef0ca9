"""The desk as a process of its own on a bad day: a full disk, a process that is killed, a network that is gone."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from justhtml import JustHTML

from battlebox.desk.picture import adopt_estate
from battlebox.desk.record import Installation, open_incident
from battlebox.journal import LaptopWatch
from desk.room import SHARED, shipped
from desk.room import officer as desk_officer
from web.desk_page import filled
from web.test_starting import Running, ask, browser, join, running  # noqa: F401 - a fixture

KILLS = int(os.environ.get("BATTLEBOX_KILLS", "3"))


def founded(folder):
    """A data folder with an incident of Northmere and Eastholt in it; its short id."""
    installation = Installation(folder, LaptopWatch())
    record = installation.found(("northmere", "eastholt"), ("farwick",), title="Blue kettle")
    lead = desk_officer("northmere")
    open_incident(record, lead, title="Blue kettle", seen="screens are blank", handling=SHARED)
    adopt_estate(record, lead, installation.shelf, shipped("northmere"), source="shipped", handling=SHARED)
    short = record.incident[:8]
    installation.close()
    return short


def form_at(desk, opener, path):
    return filled(JustHTML(ask(desk, path, opener=opener), sanitize=False))


def sent(desk, opener, path, form):
    """Status and text of what a form is answered with; 200 where the desk went on to the next page."""
    try:
        return 200, ask(desk, path, form, opener)
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def written(folder):
    """The words of every entry of the one incident in a folder that no desk has open."""
    installation = Installation(folder, LaptopWatch())
    found = [line.words for line in installation.record(installation.incidents[0]).lines()]
    assert not installation.verify(installation.incidents[0], progress=lambda _: None).problems
    installation.close()
    return found


@pytest.fixture
def small_disk(tmp_path):
    """A disk of its own that a test can fill."""
    if os.geteuid() != 0:
        pytest.skip("mounting takes root, which .ci/run has")
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=40m", "none", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("nothing can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_disk_that_fills_up_loses_no_words_and_the_desk_goes_on_once_there_is_space(running, small_disk):  # noqa: F811 - the fixture, by its name
    short = founded(small_disk / "desk")
    desk = running(data=small_disk / "desk")
    opener, _ = join(desk)
    path = f"/i/{short}/log/note/"
    form = {**form_at(desk, opener, path), "facts": "the host rang while the disk was full"}
    filler = small_disk / "filler"
    fill(filler)
    status, text = sent(desk, opener, path, form)
    assert status in (422, 507)
    assert re.search(r"disk of [\w. ]+ is full", text)
    # Reading goes on as before.
    assert "Blue kettle" in ask(desk, f"/i/{short}/log/", opener=opener)
    filler.unlink()
    status, text = sent(desk, opener, path, form)
    assert status == 200
    assert "Saved as" in text
    assert "Already saved" in sent(desk, opener, path, form)[1]
    assert desk.end() == 0
    assert sum("while the disk was full" in words for words in written(small_disk / "desk")) == 1


def test_a_folder_that_was_taken_away_is_told_on_every_page_and_opens_no_second_incident(running, tmp_path):  # noqa: F811 - the fixture, by its name
    data = tmp_path / "desk"
    short = founded(data)
    desk = running(data=data)
    opener, _ = join(desk)
    path = f"/i/{short}/log/note/"
    form = {**form_at(desk, opener, path), "facts": "the stick was pulled"}
    data.rename(tmp_path / "tidied")
    for asked, words in ((path, form), ("/", None), (f"/i/{short}/now/part/", None)):
        with pytest.raises(urllib.error.HTTPError) as gone:
            ask(desk, asked, words, opener) if words else ask(desk, asked, opener=opener)
        assert gone.value.code == 503
        text = gone.value.read().decode()
        assert "folder is gone" in text
        assert "Nothing was recorded" in text
    (tmp_path / "tidied").rename(data)
    assert sent(desk, opener, path, form)[0] == 200
    assert desk.end() == 0
    assert sum("the stick was pulled" in words for words in written(data)) == 1


def fill(path):
    """Write until nothing more fits."""
    with path.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            while True:
                try:
                    if file.write(b"x" * size) < size:
                        break
                except OSError:
                    break


def test_a_desk_that_is_killed_while_it_writes_has_everything_that_it_acknowledged(running, tmp_path):  # noqa: F811 - the fixture, by its name
    folder = tmp_path / "desk"
    short = founded(folder)
    path = f"/i/{short}/log/note/"
    acknowledged, tried, opener = [], {}, None
    for turn in range(KILLS):
        desk = running(data=folder)
        if opener is None:
            opener, _ = join(desk)
        # What nobody knows of is sent again as it was: it is told that it is there, or is written now, but never twice.
        for mark, form in list(tried.items()):
            status, text = sent(desk, opener, path, form)
            assert status in (200, 409), text[:300]
            if status == 200:
                acknowledged.append(mark)
            del tried[mark]
        forms = [form_at(desk, opener, path) for _ in range(12)]
        threads = [
            threading.Thread(target=write_on, args=(desk, opener, path, forms[each::2], turn, acknowledged, tried))
            for each in range(2)
        ]
        for thread in threads:
            thread.start()
        time.sleep(0.05 + 0.03 * (turn % 7))
        desk.process.kill()
        for thread in threads:
            thread.join()
        desk.process.communicate()
    held = "\n".join(written(folder))
    counts = {mark: held.count(f"{mark}.") for mark in (*acknowledged, *tried)}
    lost = sum(counts[mark] != 1 for mark in acknowledged)
    print(f"{KILLS} kills: {len(acknowledged)} acknowledged, {lost} lost or doubled; {len(tried)} in doubt at the end")
    assert acknowledged
    assert [mark for mark in acknowledged if counts[mark] != 1] == []
    assert max(counts.values()) == 1


def write_on(desk, opener, path, forms, turn, acknowledged, tried):
    for form in forms:
        mark = f"mark {turn}-{form['once'][-12:]}"
        tried[mark] = {**form, "facts": f"{mark}."}
        try:
            status, _ = sent(desk, opener, path, tried[mark])
        except (OSError, http.client.HTTPException):
            # The desk is gone: nobody knows whether this one was written.
            return
        if status == 200:
            acknowledged.append(mark)
            del tried[mark]


def test_a_scripted_incident_from_opening_to_standing_down(running):  # noqa: F811 - the fixture, by its name
    desk = running()
    opener, _ = join(desk)

    def send(path, **words):
        status, text = sent(desk, opener, path, {**form_at(desk, opener, path), **words})
        assert status == 200, " ".join(re.sub("<[^>]+>", " ", text).split())[:900]
        return text

    estates = JustHTML(ask(desk, "/open/", opener=opener), sanitize=False).query("option")
    example = next(each.attrs["value"] for each in estates if "northmere" in each.attrs.get("value", ""))
    text = send("/open/", title="Blue kettle", seen_first="Screens are blank in the contact centre", estate=example)
    short = re.search(r"/i/(\w{8})/", text)[1]
    at = f"/i/{short}"
    assert "Saved as" in send(f"{at}/stand/", to="stood up", why="Two services are out and nobody knows why")
    system = re.search(rf'{at}/systems/([^/"]+)/"', ask(desk, f"{at}/systems/", opener=opener))[1]
    assert "Saved as" in send(f"{at}/systems/{system}/suspect/", state="confirmed", source="duty engineer")
    assert "Saved as" in send(f"{at}/seen/{system}/", condition="out", seen_by="duty engineer")
    assert "Saved as" in send(f"{at}/log/note/", facts="The host was rung and has no news")
    assert "Saved as" in send(f"{at}/tasks/new/", what="Ring the host again at noon")
    assert "Saved as" in send(f"{at}/decisions/new/", what="Keep the contact centre on paper", why="It is out")
    now = ask(desk, f"{at}/", opener=opener)
    assert "Keep the contact centre on paper" in now
    assert ask(desk, f"{at}/log/print/", opener=opener).count("<tr") > 6
    pdf = urllib.request.Request(f"http://127.0.0.1:{desk.port}{at}/estate/pack/northmere/")
    with opener.open(pdf, timeout=60) as answer:
        assert answer.read(5) == b"%PDF-"
    assert "Saved as" in send(f"{at}/stand/", to="stood down", why="Everything works again")
    assert desk.end() == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="a namespace takes root, which .ci/run has")
def test_the_scripted_incident_needs_no_network_but_the_loopback():
    test = f"{Path(__file__)}::{test_a_scripted_incident_from_opening_to_standing_down.__name__}"
    inside = f'ip link set lo up && exec "$0" -m pytest -q -p no:cacheprovider "{test}"'
    command = ["unshare", "--net", "sh", "-c", inside, sys.executable]
    if subprocess.run(["unshare", "--net", "true"], capture_output=True, check=False).returncode:
        pytest.skip("there is no namespace to be had here")
    answer = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert answer.returncode == 0, answer.stdout[-3000:]
