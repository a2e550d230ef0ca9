"""A form that writes tables after its entry: where the tables are lost in between, sent again it doubles nothing."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import got_request_exception
from django.db import OperationalError, connection, transaction
from justhtml import JustHTML

from battlebox.marking import Tlp
from web.desk_page import filled, words
from web.giving.test_alerts import AT as ALERT
from web.giving.test_alerts import ledger, said
from web.partnering.conftest import thing

GRANT = {"partner": "farwick", "able": ["read"], "tlp_max": "GREEN", "purpose": "warnings of the night"}


class Done:
    """What stands in the tables, counted: everything that these forms change."""

    def __str__(self):
        from battlebox.web.models import Collection, Document, IntelObject, Partner, Right

        cut = list(Partner.objects.exclude(cut_off_at=None).values_list("body", "change"))
        let_in = list(Partner.objects.exclude(let_in_at=None).values_list("body", "change"))
        rights = list(Right.objects.values_list("partner__body", "may_read"))
        counts = [each.objects.count() for each in (Collection, Document, IntelObject)]
        return f"{cut} {let_in} {rights} {counts} {ledger()}"


@contextmanager
def tables_lost(record, at):
    """The first write of tables after the entry fails, once: of the form's own mark, or of anything else."""
    from battlebox.web.taxii.rows import is_on_a_server

    if at == "mark" and is_on_a_server():
        pytest.skip("the transaction around the test itself would be lost with it")
    before, lost = record.arrived, []

    def run(execute, sql, *more):
        is_mark, is_write = "_once" in sql, sql.startswith(("INSERT", "UPDATE")) and "session" not in sql
        record.catch_up()
        if not lost and is_write and record.arrived > before and is_mark == (at == "mark"):
            lost.append(sql)
            raise OperationalError("the server closed the connection unexpectedly")
        return execute(sql, *more)

    def mended(**_):
        # A desk has no transaction around a request; the tests' own would be held to be broken.
        transaction.set_rollback(False)

    got_request_exception.connect(mended)
    try:
        with connection.execute_wrapper(run):
            yield lost
    finally:
        got_request_exception.disconnect(mended)


def lost_status():
    """What a page answers then: a server of tables is not to be had for now, a file of tables has a fault."""
    from battlebox.web.taxii.rows import is_on_a_server

    return 503 if is_on_a_server() else 500


def nothing(_opened, _sharing, _page, _second):
    return {}


def kept_apart(_opened, sharing, _page, _second):
    sharing.put(thing("a new beacon", Tlp.GREEN), owner="farwick", is_quarantined=True)
    return {}


def may_read(opened, sharing, page, second):
    at = opened.at(f"partners/collections/{sharing.collection.pk}/grant/")
    second.send(page.send(at, GRANT).headers["Location"], {"agreed": "yes"})
    return {"at": at}


def brought(opened, _sharing, page, _second):
    file = SimpleUploadedFile("seen.csv", b"value,label\nbad[.]example[.]org,TLP:GREEN\n")
    answer = page.send(opened.at("partners/came/bring/"), {"file": file, "owner": "eastholt"})
    return {"at": answer.headers["Location"]}


FORMS = {
    "cut off": ("partners/with/eastholt/cut-off/", {"why": "their mail was taken over"}, nothing),
    "let in": ("partners/with/farwick/let-in/", {"why": "rung on the printed number"}, kept_apart),
    "collection": ("partners/collections/new/", {"title": "Of the night", "description": "x"}, nothing),
    "less": ("", {**GRANT, "able": [], "purpose": "it is over"}, may_read),
    "alert": (ALERT, said(), nothing),
    "file": ("", {"why": "on a stick"}, brought),
}


@pytest.fixture(params=FORMS)
def form(request, opened, sharing, desk_page):
    """One form, filled in: its page, its address and its words."""
    rest, more, prepare = FORMS[request.param]
    page = desk_page("northmere")
    at = prepare(opened, sharing, page, desk_page("northmere")).get("at", opened.at(rest))
    sent = {**filled(JustHTML(page.get(at).content.decode(), sanitize=False)), **more}
    page.client.raise_request_exception = False
    return page, at, sent


@pytest.mark.parametrize("at_what", ["mark", "rest"])
def test_what_was_recorded_and_not_done_is_done_when_it_is_sent_again_and_recorded_once(opened, form, at_what):
    page, at, sent = form
    before, empty = str(Done()), opened.record.arrived
    with tables_lost(opened.record, at_what) as lost:
        told = words(page.post(at, sent, expect=lost_status()))
    assert lost
    # An officer's first entry has one before it, which says who they are.
    arrived = opened.record.arrived
    assert arrived > empty
    assert str(Done()) == before, "half of it was done"
    assert "It was recorded as A-" in told
    assert "and what it says is not done yet" in told
    assert "Press Send again: it is done then, and not recorded a second time." in told
    page.client.post(at, sent)
    after = str(Done())
    assert after != before, "what was recorded was lost"
    opened.record.catch_up()
    assert opened.record.arrived == arrived
    page.client.post(at, sent)
    opened.record.catch_up()
    assert (str(Done()), opened.record.arrived) == (after, arrived)


def test_sent_again_with_other_words_nothing_is_done_before_it_is_asked(opened, form):
    page, at, sent = form
    field = next(name for name in ("why", "purpose", "title") if name in sent)
    with tables_lost(opened.record, "rest"):
        page.post(at, sent, expect=lost_status())
    before, arrived = str(Done()), opened.record.arrived
    told = words(page.client.post(at, {**sent, field: "something else"}))
    assert "with other words" in told
    assert "What it said is not done." in told
    opened.record.catch_up()
    assert (str(Done()), opened.record.arrived) == (before, arrived)


def test_where_another_process_cannot_know_it_says_what_to_look_for(opened, form):
    from battlebox.web import saving

    page, at, sent = form
    with tables_lost(opened.record, "mark"):
        page.post(at, sent, expect=lost_status())
    arrived = opened.record.arrived
    saving._HALF.clear()
    told = words(page.post(at, sent, expect=409))
    assert "Look in the log for it" in told
    assert "look also whether what it says was done: where it was not, do it anew" in told
    opened.record.catch_up()
    assert opened.record.arrived == arrived
