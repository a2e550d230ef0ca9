"""An issuer on this machine, and what the desk makes of it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from battlebox.share.ground import RealDesk
from share.identity.vouching import CLIENT, SECRET, Issuer

BACK = "http://localhost:8000/account/issuer/back/"


@pytest.fixture
def outside():
    one = Issuer()
    yield one
    one.close()


@pytest.fixture
def file_of(outside):
    """The text of an oidc.toml for it: `file_of('who = "email"')`."""

    def text(*more):
        lines = [
            f'issuer = "{outside.address}"', 'name = "the staff account"', f'client = "{CLIENT}"',
            'secret_file = "keys/oidc-secret"', *more,
        ]  # fmt: skip
        return "\n".join(lines)

    return text


@pytest.fixture
def provider_of(file_of):
    from battlebox.share.identity import Provider, read_issuer

    def make(*more, secret=SECRET, **how):
        return Provider(read_issuer(RealDesk("northmere"), file_of(*more), secret), **how)

    return make


@pytest.fixture
def come_back():
    """Go to the issuer, be signed in there, and bring back what it sends: (way, what came)."""

    def go(provider):
        from battlebox.share.identity import address_of_sign_in, begun

        way = begun(BACK)
        answer = httpx.get(address_of_sign_in(provider, way), follow_redirects=False, trust_env=False)
        came = {name: values[-1] for name, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()}
        return way, came

    return go


@pytest.fixture
def signs_in(provider_of, come_back):
    """The whole way: `signs_in()` or `signs_in(provider)`."""

    def go(provider=None):
        from battlebox.share.identity import finish

        found = provider or provider_of()
        way, came = come_back(found)
        return finish(found, way, came)

    return go


@pytest.fixture
def refused(signs_in, outside):
    """The code with which the whole way ends."""

    def go(provider=None, **told):
        from battlebox.share.identity import IdentityError

        for name, value in told.items():
            setattr(outside.told, name, value)
        with pytest.raises(IdentityError) as wrong:
            signs_in(provider)
        # Nothing of what was sent stands in what is said.
        assert "<b>" not in f"{wrong.value} {wrong.value.hint}"
        return wrong.value.code

    return go
