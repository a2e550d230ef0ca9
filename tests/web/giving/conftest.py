"""The incident of the places' tests, and Northmere's collection that its partners may read."""

from __future__ import annotations

import pytest

from battlebox.marking import Tlp
from web.partnering.conftest import Sharing, thing
from web.places.conftest import opened

__all__ = ["opened"]


@pytest.fixture
def sharing(opened):
    """Both partners may read; Eastholt alone is in the community, and is given one thing by name."""
    from battlebox.web.models import Partner, Right

    made = Sharing()
    Partner.objects.filter(body="eastholt").update(community=True)
    for each in (made.eastholt, made.farwick):
        Right.objects.create(partner=each, collection=made.collection, may_read=True, purpose="the night")
    made.put(
        thing("clear", Tlp.CLEAR), thing("green", Tlp.GREEN), thing("ours", Tlp.AMBER_STRICT), thing("red", Tlp.RED)
    )
    made.put(thing("by name", Tlp.AMBER_STRICT), audience=frozenset({"eastholt"}))
    made.put(thing("eastholt's own", Tlp.CLEAR), owner="eastholt")
    return made
