"""The description in OpenAPI is true: of addresses, of what may be asked, of what is answered."""

from __future__ import annotations

import re

from battlebox.share.intel.limits import Limits
from battlebox.share.taxii import MEDIA, TaxiiCode
from battlebox.share.taxii.asked import LIMIT_MAX, LIMIT_USUAL
from battlebox.share.taxii.errors import STATUS
from web.described import how_many, say
from web.descriptions import description
from web.taxii.described import asked


def test_the_description_has_every_address_and_no_other(django_stands):
    from battlebox.web.taxii.urls import urlpatterns

    routes = {"/" + re.sub(r"<str:(\w+)>", r"{\1}", str(each.pattern)) for each in urlpatterns}
    assert routes == set(description("taxii")["paths"])


def test_the_numbers_and_words_of_the_description_are_those_of_the_program():
    from battlebox.web.taxii.posting import BYTES_MAX

    parts = description("taxii")["components"]
    schemas = parts["schemas"]
    assert schemas["Error"]["properties"]["error_code"]["enum"] == [code.value for code in TaxiiCode]
    assert schemas["Root"]["properties"]["max_content_length"]["const"] == BYTES_MAX
    assert schemas["Envelope"]["properties"]["objects"]["maxItems"] == LIMIT_MAX
    assert schemas["Sent"]["properties"]["objects"]["maxItems"] == Limits().objects_max
    assert parts["parameters"]["limit"]["schema"]["default"] == LIMIT_USUAL
    every = {status for path in description("taxii")["paths"].values() for one in path.values() if isinstance(one, dict)
             for status in one["responses"]}  # fmt: skip
    assert {str(status) for status in STATUS.values()} - every == {"500"}
    contents = [each["content"] for each in parts["responses"].values()]
    assert {media for each in contents for media in each} == {MEDIA}


def test_requests_made_up_from_the_description_are_answered_as_it_says(feed):
    many, number = how_many(6)
    told = asked(feed, many, number)
    say("TAXII", told)
    found = {status for _, status in told}
    assert {200, 202, 400, 404} <= found
    assert 500 not in found
    assert sum(told.values()) >= 50


def test_a_method_that_an_address_does_not_have_is_refused_with_those_that_it_has(feed):
    there = {"collection": str(feed.collection.pk), "ours": "northmere", "thing": "x", "receipt": "x"}
    for path, says in description("taxii")["paths"].items():
        answer = feed.ask("farwick", path.format(**there), "PUT")
        assert answer.status == 405
        assert answer.headers["Allow"] == ", ".join(sorted(one.upper() for one in says if one != "parameters"))
