"""Providers for one test, closed after it; and the credentials that reach them."""

from __future__ import annotations

import pytest

from battlebox.share.sending import RealDesk, read_credentials
from battlebox.share.sending.relay import RelaySender
from share.sending.providers import KEY, TEMPLATE, FakeRelay


@pytest.fixture
def serve():
    """`serve(FakeNotify, plan)`: a provider that is closed after the test."""
    made = []

    def make(kind, *args, **more):
        made.append(kind(*args, **more))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def credentials():
    """Credentials as `sending.toml` would give them."""

    def make(*, notify="", text="", once="", port=0, more=""):
        parts = []
        if notify:
            parts.append(f'[notify]\nkey = "{KEY}"\naddress = "{notify}"')
            parts.append(f'text_template = "{TEMPLATE}"\nmail_template = "{TEMPLATE}"')
        if text:
            parts.append(f'[text]\naddress = "{text}/send"\nheader = "Authorization"\nsecret = "Bearer word"')
            parts.append(f'once = "{once}"' if once else "")
        if port:
            parts.append(f'[mail]\nhost = "127.0.0.1"\nport = {port}\nfrom = "desk@example.org"\nstarttls = false')
        return read_credentials(RealDesk("trial"), "\n".join([more, *parts]))

    return make


@pytest.fixture
def relay(serve, credentials):
    def make(plan=None, seconds=5.0, **more):
        there = serve(FakeRelay, plan, **more)
        return there, RelaySender(credentials(port=there.port), seconds)

    return make
