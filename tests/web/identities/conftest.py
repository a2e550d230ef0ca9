"""A desk at which one may sign in by an issuer on this machine."""

from __future__ import annotations

from itertools import cycle
from urllib.parse import urlsplit

import httpx
import pytest

from share.identity.conftest import file_of, outside, provider_of
from web.places.conftest import opened
from web.test_abuse import door
from web.test_signing_in import code_of, with_app

__all__ = ["door", "file_of", "opened", "outside", "provider_of", "with_app"]

_STEPS = cycle(range(-8, 9))
CODE = "/account/second-factor/authenticate/"


@pytest.fixture
def issued(desk, provider_of):
    """Have the issuer: `issued('who = "email"')`."""
    from battlebox.web.identities import standing

    def have(*more, **how):
        provider = provider_of(*more, **how)
        standing.use(standing.Standing(provider))
        return provider

    yield have
    standing.use(None)


@pytest.fixture
def bound(with_app, outside):
    """Somebody with an app whose identity is bound: (officer, secret)."""
    from battlebox.web.models import Identity

    def make(body="northmere", *, who="person-1", **more):
        person, secret = with_app(body, **more)
        Identity.objects.create(officer=person, issuer=outside.address, who=who)
        return person, secret

    return make


def sent_back(page, address="/account/issuer/"):
    """Tap the button, be signed in at the issuer: the address at which the browser comes back."""
    there = page.get(address, expect=302).headers["Location"]
    answer = httpx.get(there, follow_redirects=False, trust_env=False)
    parts = urlsplit(answer.headers["Location"])
    return f"{parts.path}?{parts.query}"


def come_in(page, secret, address="/account/issuer/"):
    """The whole way, with the code of the app at its end: the last answer."""
    answer = page.get(sent_back(page, address), expect=302)
    assert answer.headers["Location"].startswith(CODE)
    # Each code of an app is taken once.
    return page.post(CODE, {"code": code_of(secret, steps=next(_STEPS))})
