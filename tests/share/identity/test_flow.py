"""Going to an issuer and back: who somebody is, and each way in which it is not to be believed."""

from __future__ import annotations

import time

import jwt
import pytest

from battlebox.share.ground import DrillDesk
from battlebox.share.identity import BACK, IdentityCode, IdentityError, Issuer, Way, begun, finish
from battlebox.share.identity import provider as provider_module
from share.identity.vouching import CLIENT, EC_KEY, RSA_KEYS, SMALL_KEY, jwk_of


def test_an_issuer_says_who_somebody_is_and_the_desk_believes_it(signs_in, outside):
    known = signs_in()
    assert (known.issuer, known.subject, known.who, known.roles) == (outside.address, "person-1", "person-1", ())
    assert outside.asked == ["/.well-known/openid-configuration", "/authorize", "/token", "/keys"]


@pytest.mark.parametrize(("alg", "key"), [("PS256", RSA_KEYS[0]), ("RS512", RSA_KEYS[0]), ("ES256", EC_KEY)])
def test_every_algorithm_of_two_keys_is_taken(signs_in, outside, alg, key):
    outside.told.alg, outside.told.key, outside.told.published = alg, key, [jwk_of(key, "one")]
    assert signs_in().subject == "person-1"


def test_its_secret_goes_into_the_form_where_it_takes_no_header(signs_in, outside):
    outside.told.metadata = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert signs_in().subject == "person-1"


# Whose it is, and for whom.


def test_a_wrong_state_is_refused_and_nothing_is_asked_for_it(provider_of, come_back, outside):
    provider = provider_of()
    way, came = come_back(provider)
    for state in ("", "another", came["state"] + "x"):
        with pytest.raises(IdentityError) as wrong:
            finish(provider, way, {**came, "state": state})
        assert wrong.value.code is IdentityCode.NOT_BEGUN
    with pytest.raises(IdentityError):
        finish(provider, None, came)
    assert "/token" not in outside.asked


def test_a_sign_in_that_took_more_than_ten_minutes_is_over(provider_of, come_back):
    provider = provider_of()
    way, came = come_back(provider)
    for off in (601, -1):
        with pytest.raises(IdentityError) as wrong:
            finish(provider, way, came, now=lambda off=off: way.at + off)
        assert wrong.value.code is IdentityCode.NOT_BEGUN


def test_a_wrong_nonce_is_refused(refused):
    assert refused(nonce="of another sign-in") is IdentityCode.OTHER_SIGN_IN


def test_a_nonce_that_is_half_a_letter_is_refused_and_no_fault(refused):
    assert refused(nonce="\ud800") is IdentityCode.OTHER_SIGN_IN


def test_a_token_without_a_nonce_is_refused(refused):
    assert refused(drop=("nonce",)) is IdentityCode.BAD_TOKEN


@pytest.mark.parametrize("aud", ["another-client", ["another-client"], ["another-client", 5], "", [], 5, {}])
def test_a_token_for_another_client_or_for_nobody_is_refused(refused, aud):
    assert refused(claims={"sub": "x", "aud": aud}) in (IdentityCode.OTHER_DESK, IdentityCode.BAD_TOKEN)


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"aud": [CLIENT, "another"]}, IdentityCode.OTHER_DESK),
        ({"aud": [CLIENT, "another"], "azp": "another"}, IdentityCode.OTHER_DESK),
        ({"azp": "another"}, IdentityCode.OTHER_DESK),
    ],
)
def test_a_token_for_several_names_us_as_the_one_it_was_given_to(refused, claims, code):
    assert refused(claims={"sub": "x", **claims}) is code


def test_a_token_for_several_that_was_given_to_us_is_taken(signs_in, outside):
    outside.told.claims = {"sub": "x", "aud": [CLIENT, "another"], "azp": CLIENT}
    assert signs_in().subject == "x"


def test_a_token_of_another_issuer_is_refused(refused):
    assert refused(claims={"sub": "x", "iss": "https://evil.example"}) is IdentityCode.OTHER_ISSUER


def test_an_issuer_that_says_it_is_another_is_refused_before_anybody_is_sent_there(refused):
    assert refused(metadata={"issuer": "https://evil.example"}) is IdentityCode.OTHER_ISSUER


def test_who_answers_is_looked_at_on_the_way_back_where_the_issuer_says_it(refused, signs_in, outside):
    outside.told.back_iss = outside.address
    assert signs_in().subject == "person-1"
    assert refused(back_iss="https://evil.example") is IdentityCode.OTHER_ISSUER
    more = {"authorization_response_iss_parameter_supported": True}
    assert refused(back_iss=None, metadata=more) is IdentityCode.OTHER_ISSUER


# Signatures.


def test_a_token_without_a_signature_is_refused(refused):
    assert refused(alg="none") is IdentityCode.UNSIGNED


def test_a_token_signed_with_the_public_key_as_a_secret_is_refused(refused):
    assert refused(alg="HS256", key="the client's secret, which is long enough") is IdentityCode.UNSIGNED


def test_a_token_signed_by_somebody_else_under_a_known_name_is_refused(refused):
    assert refused(key=RSA_KEYS[1]) is IdentityCode.UNSIGNED


def test_a_key_of_another_kind_under_that_name_is_refused(refused):
    assert refused(published=[jwk_of(EC_KEY, "one")]) is IdentityCode.UNSIGNED


def test_a_key_that_nobody_named_is_refused(refused):
    assert refused(kid="two") is IdentityCode.NO_KEY


def test_a_key_that_is_too_weak_or_a_secret_is_none(refused):
    secret = {"kty": "oct", "k": "AAAA", "kid": "one"}
    assert refused(published=[jwk_of(SMALL_KEY, "one")]) is IdentityCode.NO_KEY
    assert refused(published=[secret, {"kty": "RSA"}, "x", {**jwk_of(EC_KEY, "one"), "use": "enc"}]) is (
        IdentityCode.NO_KEY
    )


def test_a_token_with_one_letter_changed_is_refused(provider_of, come_back, outside, monkeypatch):
    provider = provider_of()
    whole = outside.token

    def changed(nonce):
        head, body, mark = whole(nonce).split(".")
        claims = jwt.utils.base64url_decode(body).replace(b"person-1", b"person-2")
        return f"{head}.{jwt.utils.base64url_encode(claims).decode()}.{mark}"

    monkeypatch.setattr(outside, "token", changed)
    way, came = come_back(provider)
    with pytest.raises(IdentityError) as wrong:
        finish(provider, way, came)
    assert wrong.value.code is IdentityCode.UNSIGNED


def test_keys_change_hands_without_anybody_doing_anything(provider_of, come_back, outside):
    at = [1000.0]
    provider = provider_of(seconds=lambda: at[0])
    assert finish(provider, *come_back(provider)).subject == "person-1"
    outside.told.key, outside.told.kid = RSA_KEYS[1], "two"
    outside.told.published = [jwk_of(RSA_KEYS[1], "two")]
    # A flood of unknown names asks for the keys once in half a minute.
    with pytest.raises(IdentityError):
        finish(provider, *come_back(provider))
    assert outside.asked.count("/keys") == 1
    at[0] += provider_module.KEYS_AGAIN_SECONDS
    assert finish(provider, *come_back(provider)).subject == "person-1"
    assert outside.asked.count("/keys") == 2
    # The old one is worth nothing now.
    outside.told.key, outside.told.kid = RSA_KEYS[0], "one"
    at[0] += provider_module.KEYS_AGAIN_SECONDS
    with pytest.raises(IdentityError) as wrong:
        finish(provider, *come_back(provider))
    assert wrong.value.code is IdentityCode.NO_KEY


def test_a_single_key_needs_no_name(signs_in, refused, outside):
    outside.told.kid = ""
    assert signs_in().subject == "person-1"
    two = [jwk_of(each, name) for each, name in zip(RSA_KEYS, ("one", "two"), strict=True)]
    assert refused(published=two) is IdentityCode.NO_KEY


# Times.


@pytest.mark.parametrize(("claim", "off"), [("exp", -400), ("iat", 400), ("nbf", 400), ("exp", "never"), ("iat", None)])
def test_a_token_of_another_time_is_refused(refused, claim, off):
    # From the moment it is asked: this file may have been read an hour ago.
    is_time = isinstance(off, int)
    code = refused(claims={"sub": "x", claim: time.time() + off if is_time else off})
    assert code is (IdentityCode.WRONG_TIME if is_time else IdentityCode.BAD_TOKEN)


def test_clocks_may_be_five_minutes_apart(signs_in, outside):
    now = time.time()
    for off in (-280, 280):
        outside.told.claims = {"sub": "x", "iat": now + off, "exp": now + off + 10, "auth_time": now + off}
        assert signs_in().subject == "x"


def test_whoever_was_let_in_from_before_is_not_let_in(refused):
    assert refused(claims={"sub": "x", "auth_time": time.time() - 3600}) is IdentityCode.NOT_ASKED_ANEW
    assert refused(claims={"sub": "x", "auth_time": "now"}) is IdentityCode.NOT_ASKED_ANEW


# What is answered.


def test_a_code_works_once(provider_of, come_back):
    provider = provider_of()
    way, came = come_back(provider)
    finish(provider, way, came)
    with pytest.raises(IdentityError) as wrong:
        finish(provider, way, came)
    assert wrong.value.code is IdentityCode.CODE_REFUSED


def test_a_code_of_another_sign_in_is_refused_by_pkce(provider_of, come_back):
    provider = provider_of()
    _, stolen = come_back(provider)
    way, came = come_back(provider)
    with pytest.raises(IdentityError) as wrong:
        finish(provider, way, {**came, "code": stolen["code"]})
    assert wrong.value.code is IdentityCode.CODE_REFUSED


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({}, IdentityCode.NO_TOKEN),
        ({"access_token": "x"}, IdentityCode.NO_TOKEN),
        ({"id_token": None}, IdentityCode.NO_TOKEN),
        ({"id_token": ""}, IdentityCode.NO_TOKEN),
        ({"id_token": "x"}, IdentityCode.BAD_TOKEN),
        ({"id_token": "a.b.c"}, IdentityCode.BAD_TOKEN),
        ({"id_token": ["x"]}, IdentityCode.BAD_TOKEN),
        ({"id_token": {"sub": "x"}}, IdentityCode.BAD_TOKEN),
        ({"id_token": "x" * 70_000}, IdentityCode.BAD_TOKEN),
    ],
)
def test_an_answer_without_an_identity_is_a_sentence_and_no_fault(refused, answer, code):
    assert refused(answer=answer) is code


@pytest.mark.parametrize("drop", ["sub", "iat", "exp", "iss", "aud"])
def test_a_token_that_lacks_what_it_must_hold_is_refused(refused, drop):
    assert refused(drop=(drop,)) is IdentityCode.BAD_TOKEN


@pytest.mark.parametrize("sub", ["", " ", 5, None, ["x"], "x" * 256, "a\nb"])
def test_a_subject_that_names_nobody_is_refused(refused, sub):
    assert refused(claims={"sub": sub}) in (IdentityCode.NO_WHO, IdentityCode.BAD_TOKEN)


def test_whoever_was_not_signed_in_there_is_not_here(refused):
    assert refused(says_no=True) is IdentityCode.SAID_NO


def test_a_wrong_secret_is_told_as_the_operators_matter(refused, provider_of):
    assert refused(provider_of(secret="not it")) is IdentityCode.DESK_REFUSED


# What names a person, and what their groups bring.


def test_another_claim_may_name_people(signs_in, provider_of, outside, refused):
    outside.told.claims = {"sub": "x", "preferred_username": "a.khan"}
    provider = provider_of('who = "preferred_username"')
    known = signs_in(provider)
    assert (known.subject, known.who) == ("x", "a.khan")
    assert refused(provider, claims={"sub": "x"}) is IdentityCode.NO_WHO


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_a_mail_address_that_the_issuer_has_not_verified_names_nobody(refused, provider_of, verified):
    claims = {"sub": "x", "email": "a@northmere.example", "email_verified": verified}
    assert refused(provider_of('who = "email"'), claims=claims) is IdentityCode.UNVERIFIED


def test_a_mail_address_that_was_verified_names_somebody(signs_in, provider_of, outside):
    outside.told.claims = {"sub": "x", "email": "a@northmere.example", "email_verified": True}
    assert signs_in(provider_of('who = "email"')).who == "a@northmere.example"


ROLES = ("[roles]", 'duty = "northmere/loggist"', '"a b" = "eastholt/observer"')


@pytest.mark.parametrize(
    ("groups", "found"),
    [
        (["duty", "other"], {("northmere", "loggist")}),
        (["duty", "a b"], {("northmere", "loggist"), ("eastholt", "observer")}),
        ("duty", {("northmere", "loggist")}),
        ([["duty"], 5, None], set()),
        ({"duty": 1}, set()),
        (None, set()),
    ],
)
def test_groups_bring_the_roles_of_the_map_and_no_others(signs_in, provider_of, outside, groups, found):
    outside.told.claims = {"sub": "x", "groups": groups, "roles": ["admin"]}
    assert {(each.body, each.role.value) for each in signs_in(provider_of(*ROLES)).roles} == found


def test_without_a_map_no_claim_brings_anything(signs_in, outside):
    outside.told.claims = {"sub": "x", "groups": ["duty", "admin"], "roles": ["strategic"]}
    assert signs_in().roles == ()


# What it is made of.


def test_a_way_is_kept_and_read_back_the_same():
    way = begun("http://localhost:8000" + BACK)
    assert Way.from_kept(way.to_kept()) == way
    for wrong in (None, {}, [], "x", {**way.to_kept(), "more": 1}):
        assert Way.from_kept(wrong) is None
    assert len({way.state, way.nonce, way.verifier}) == 3


def test_no_issuer_is_made_for_a_desk_that_practises():
    with pytest.raises(TypeError, match="by a real desk"):
        Issuer(DrillDesk("drill"), "https://x.example", "x", "x", "x")
