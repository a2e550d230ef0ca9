"""A desk of several processes: what one of them takes in holds at all of them, and none is missed when it dies."""

from __future__ import annotations

import re
import threading
from collections import Counter
from itertools import count

import pytest

from battlebox.web.errors import WebError
from battlebox.web.starting.desk_settings import DeskSettings
from battlebox.web.starting.several import refuse_several
from driving.desk import MARK, SAVED, Desk

pytestmark = pytest.mark.one_store
PROCESSES, WRITERS, EACH = 2, 3, 8


@pytest.fixture(scope="module")
def desk(postgres, tmp_path_factory):
    made = Desk(tmp_path_factory.mktemp("several") / "desk", server=postgres, processes=PROCESSES)
    yield made
    assert made.end() == 0, made.said
    assert "everything that was acknowledged is kept" in made.said


def written(desk, browser, mark):
    """A line of the log, and whether it was taken at once."""
    form = browser.form(
        desk.at("log/note/"), facts=f"The host rang, {mark}", heard_from="duty engineer", share="shared"
    )
    return browser.sure(desk.at("log/note/"), form)


def test_the_records_are_read_before_anybody_is_let_in(desk):
    assert 0 <= desk.said.index("reading the records") < desk.said.index("the desk is open")


def test_each_page_of_each_process_shows_at_once_what_another_took_in(desk):
    with desk.at_each() as browsers:
        for n in range(6):
            writer = browsers[n % PROCESSES]
            assert written(desk, writer, f"mark shown-{n}")[0] == 302
            for other in browsers:
                assert f"mark shown-{n}" in other.ask(desk.at("log/"))[1]


def test_one_form_sent_to_two_processes_at_the_same_moment_is_recorded_once(desk):
    with desk.at_each() as browsers:
        for n in range(6):
            form = browsers[0].form(desk.at("log/note/"), facts=f"mark twice-{n}", share="shared")
            answers, gate = [], threading.Barrier(2)

            def send(browser, form=form, answers=answers, gate=gate):
                gate.wait()
                answers.append(browser.ask(desk.at("log/note/"), form))

            lines = [threading.Thread(target=send, args=(each,)) for each in browsers[:2]]
            for each in lines:
                each.start()
            for each in lines:
                each.join()
            assert [status for status, _, _ in answers] == [302, 302]
    held = Counter(mark for line in desk.lines()[0] for mark in MARK.findall(line.words))
    assert {f"mark twice-{n}": held[f"mark twice-{n}"] for n in range(6)} == {f"mark twice-{n}": 1 for n in range(6)}


def test_what_is_tried_too_often_is_counted_whichever_process_is_asked(desk):
    with desk.at_each() as browsers:
        said = [browsers[n % PROCESSES].ask("/r/abcdefgh2345/")[0] for n in range(24)]
    assert said == [404] * 20 + [429] * 4


def test_an_incident_that_one_opens_is_there_at_another_and_can_be_written_in(desk):
    with desk.at_each() as browsers:
        form = browsers[0].form("/open/", title="Green kettle", seen_first="no mail", share="shared")
        status, text, headers = browsers[0].ask("/open/", form)
        assert status == 302, text
        short = re.search(r"/i/(\w{8})/", headers["Location"])[1]
        for n, other in enumerate(browsers):
            form = other.form(f"/i/{short}/log/note/", facts=f"The host rang, line {n}")
            assert other.ask(f"/i/{short}/log/note/", form)[0] == 302
            assert "Green kettle" in other.ask(f"/i/{short}/")[1]


def test_words_that_seal_a_copy_reach_the_process_that_makes_it_and_no_table(desk):
    import psycopg

    browser = desk.browser()
    words = "ferry walnut lantern"
    form = browser.form(desk.at("log/copy/"), to="eastholt", passphrase=words)
    status, _, headers = browser.ask(desk.at("log/copy/"), form)
    assert status == 302
    desk.wait_for(lambda: "Download it" in browser.ask(headers["Location"])[1])
    status, _, headers = browser.ask(f"{headers['Location']}file/")
    assert (status, headers["Content-Type"]) == (200, "application/zip")
    with psycopg.connect(desk.tables) as tables:
        told = tables.execute(
            "SELECT count(*), count(*) FILTER (WHERE asked::text LIKE %s) FROM web_job", [f"%{words}%"]
        )
        assert told.fetchone() == (1, 0)


def test_a_worker_that_is_killed_is_begun_again_and_does_what_was_asked_meanwhile(desk):
    desk.kill("work")
    browser = desk.browser()
    form = browser.form(desk.at("log/verify/"))
    _, _, headers = browser.ask(desk.at("log/verify/"), form)
    desk.wait_for(lambda: "nothing is wrong" in browser.ask(headers["Location"])[1])
    assert "the process work was ended by signal 9, and is begun again" in desk.said


def test_processes_that_are_killed_while_many_write_lose_nothing_and_double_nothing(desk):
    tried, saved, killed, is_over = [], [], [], threading.Event()

    def kill():
        for n in range(4):
            if is_over.wait(0.7):
                return
            desk.kill(desk.pages[n % PROCESSES])
            killed.append(n)

    def write(officer):
        browser = desk.browser(officer)
        # However fast it is, some of them write while a process is killed.
        for n in count():
            if n >= EACH and len(killed) >= 2:
                return
            mark = f"mark killed-{officer}-{n}"
            tried.append(mark)
            while True:
                status, text, headers = written(desk, browser, mark)
                if status == 302:
                    saved.append(mark)
                    said = browser.sure(headers["Location"])[1]
                    numbers.extend(SAVED.findall(said))
                    break
                # Nobody knows whether it was recorded: the person looks, and writes it again where it is not.
                assert status == 409, (status, text)
                if mark in browser.sure(desk.at("log/"))[1]:
                    saved.append(mark)
                    break

    numbers = []
    killer = threading.Thread(target=kill)
    writers = [threading.Thread(target=write, args=(n,)) for n in range(WRITERS)]
    for each in (killer, *writers):
        each.start()
    for each in writers:
        each.join()
    is_over.set()
    killer.join()
    lines, problems = desk.lines()
    held = Counter(mark for line in lines for mark in MARK.findall(line.words))
    assert problems == []
    assert sorted(saved) == sorted(tried)
    assert {mark: held[mark] for mark in tried} == dict.fromkeys(tried, 1), "lost or doubled"
    assert set(numbers) <= {line.number for line in lines}
    assert desk.said.count("was ended by signal 9") >= 2


def test_a_first_process_that_is_killed_takes_all_with_it_and_another_desk_begins(desk):
    desk.kill_whole()
    desk.start()
    assert written(desk, desk.browser(), "mark afterwards")[0] == 302


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "the tables of this desk are in a file, and 3 processes were asked for"),
        ({"tables": "dbname=x", "demo": True}, "a demonstration or a drill is served by one process"),
        ({"tables": "dbname=x", "drill": True}, "a demonstration or a drill is served by one process"),
    ],
)
def test_where_one_alone_may_write_several_are_refused_in_words(tmp_path, more, words):
    with pytest.raises(WebError, match=words):
        refuse_several(DeskSettings(data=tmp_path, processes=3, **more))
    refuse_several(DeskSettings(data=tmp_path, processes=3, tables="dbname=x"))


def test_more_processes_than_a_server_holds_lines_for_are_refused(tmp_path):
    with pytest.raises(WebError, match="processes = 17"):
        DeskSettings(data=tmp_path, processes=17)
