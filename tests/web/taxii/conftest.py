"""Northmere's feed, in the tables of one test; and the same behind a socket of this machine.

Law: what a test behind a socket wrote is taken out again at its end.
Not here: what is asked (feed.py).
"""

from __future__ import annotations

import traceback

import pytest

from web.taxii.feed import Feed


def three_councils():
    from battlebox.web.taxii import allowed
    from battlebox.web.taxii.handler import TaxiiHandler

    allowed.forget()
    made = Feed(TaxiiHandler())
    made.partner("eastholt", community=True)
    made.partner("farwick")
    made.collect(readers=("eastholt", "farwick"), writers=("eastholt", "farwick"))
    return made


@pytest.fixture
def straight(desk):
    """Requests go straight to the application, within the test's own transaction; a fault is shown as what it was."""
    from django.core.signals import got_request_exception, request_finished, request_started
    from django.db import close_old_connections

    def fault(**_):
        faults.append(traceback.format_exc())

    faults = []
    got_request_exception.connect(fault)
    # The connection holds the transaction.
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield desk
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)
    got_request_exception.disconnect(fault)
    assert not faults, faults[0]


@pytest.fixture
def feed(straight):
    """Eastholt is in the community, Farwick is not; both may read and write the one collection."""
    return three_councils()


@pytest.fixture
def served(django_stands):
    """The same, behind a socket: (feed, its address)."""
    import threading

    from battlebox.web.models import Alarm, Collection, Given, IntelObject, Partner, Reach, Release
    from battlebox.web.starting.server import partner_server

    made = three_councils()
    server = None
    for port in range(18_431, 18_531):
        from battlebox.web.errors import WebError

        try:
            server = partner_server(port, made.application)
            break
        except WebError:
            continue
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield made, f"http://127.0.0.1:{port}/taxii2/"
    finally:
        server.stop()
        thread.join(10)
        for table in (Given, Release, Collection, Partner, IntelObject, Reach, Alarm):
            table.objects.all().delete()
