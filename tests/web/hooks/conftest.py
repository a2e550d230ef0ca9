"""A machine on the loopback, and Northmere's admin who names it."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import replace

import pytest
from django.conf import settings

from share.hook.receiver import Machine
from web.places.conftest import opened
from web.test_signing_in import sign_in

__all__ = ["opened"]
SECRET = re.compile(r"whsec_[A-Za-z0-9+/]{43}=")
HERE = (ipaddress.ip_network("127.0.0.0/8"),)
EVERY = ["page.published", "service.changed", "bulletin.issued", "incident.opened", "incident.closed"]


@pytest.fixture
def machine():
    started = []

    def start(*statuses, **more):
        started.append(Machine(*statuses, **more))
        return started[-1]

    yield start
    for one in started:
        one.close()


@pytest.fixture(autouse=True)
def here(desk, monkeypatch):
    """Machines on the loopback may be told: whoever keeps the desk named their network."""
    monkeypatch.setattr(settings, "DESK", replace(settings.DESK, hooks_inside="127.0.0.0/8"))


@pytest.fixture
def admin(officer, desk_page):
    """Somebody who signed in just now: naming one asks for the password otherwise."""
    page = desk_page()
    sign_in(page, officer("northmere", admin=True).username)
    return page


@pytest.fixture
def named(admin, opened):
    """Name a machine by the page; its row and its secret."""
    from battlebox.web.models import Hook

    def name(one, *, reader="northmere", kinds=EVERY, page=admin, called="Pager"):
        said = {"name": called, "url": one if isinstance(one, str) else one.url, "reader": reader, "kinds": kinds}
        answer = page.send("/access/machines/new/", said, expect=200)
        return Hook.objects.order_by("-pk").first(), SECRET.search(answer.content.decode())[0]

    return name


@pytest.fixture
def tell(opened):
    """Put down what is new, and send what waits for a machine, as the thread does; how many were taken."""
    from battlebox.share.ground import RealDesk
    from battlebox.web.hooks.round import due, put_down, send_waiting

    def once(hook, **more):
        put_down(opened.record)
        hook.refresh_from_db()
        if hook.pk not in {each.pk for each in due()}:
            return 0
        return send_waiting(hook, (RealDesk("northmere"), HERE), opened.installation, more=more)

    return once
