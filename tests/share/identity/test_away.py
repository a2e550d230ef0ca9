"""An issuer that is down, slow to come back, or answers with nonsense: a sentence, and no fault."""

from __future__ import annotations

import pytest

from battlebox.share.identity import IdentityCode, IdentityError, finish
from battlebox.share.identity import provider as provider_module


def test_an_issuer_that_is_down_is_a_sentence_and_is_left_alone_for_a_while(provider_of, outside):
    at = [1000.0]
    provider = provider_of(seconds=lambda: at[0])
    outside.told.down = True
    codes = []
    for _ in range(3):
        with pytest.raises(IdentityError) as wrong:
            provider.places()
        codes.append(wrong.value.code)
        assert wrong.value.is_away
        assert "sign in with your name and password of the desk" in wrong.value.hint
    assert codes == [IdentityCode.AWAY, IdentityCode.RESTING, IdentityCode.RESTING]
    assert len(outside.asked) == 1
    outside.told.down = False
    at[0] += provider_module.REST_SECONDS
    assert provider.places().token == f"{outside.address}/token"


def test_nobody_is_sent_to_an_issuer_that_went_down_more_than_a_minute_ago(provider_of, outside):
    at = [1000.0]
    provider = provider_of(seconds=lambda: at[0])
    provider.places()
    outside.told.down = True
    at[0] += provider_module.PLACES_SECONDS
    assert provider.places().token
    at[0] += 1
    with pytest.raises(IdentityError) as wrong:
        provider.places()
    assert wrong.value.is_away
    # Those who came in before are not asked for again, and it comes back by itself.
    outside.told.down = False
    at[0] += provider_module.REST_SECONDS
    assert provider.places().token


def test_an_issuer_that_goes_down_between_going_and_coming_back_is_a_sentence(provider_of, come_back, outside):
    provider = provider_of()
    way, came = come_back(provider)
    outside.close()
    with pytest.raises(IdentityError) as wrong:
        finish(provider, way, came)
    assert wrong.value.code is IdentityCode.AWAY


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"<html>", b"{" * 5000, b'{"issuer": 5}', b'{"a": "' + b"x" * 600_000 + b'"}']
)
def test_what_is_no_answer_is_a_sentence(refused, raw):
    assert refused(raw=raw) in (IdentityCode.NOT_UNDERSTOOD, IdentityCode.OTHER_ISSUER)


def test_nobody_is_followed_to_another_address(refused, outside):
    assert refused(redirect_to=f"{outside.address}/elsewhere") in (IdentityCode.AWAY, IdentityCode.NOT_UNDERSTOOD)
    assert "/elsewhere" not in outside.asked


@pytest.mark.parametrize("place", ["http://evil.example/x", "file:///etc/passwd", "https://a@b/x", "//x", 5, None, ""])
def test_an_issuer_that_names_a_place_without_tls_is_not_used(refused, place):
    assert refused(metadata={"token_endpoint": place}) is IdentityCode.NOT_UNDERSTOOD
