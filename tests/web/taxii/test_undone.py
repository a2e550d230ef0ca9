"""What a transaction found and then undid is remembered by nobody: its number may be another reach's next."""

from __future__ import annotations

import pytest
from django.utils import timezone

from battlebox.marking import Tlp


class UndoneError(Exception):
    """The transaction came to nothing."""


def test_the_number_of_a_reach_that_was_undone_frees_nothing_that_gets_it_next(served):
    from django.db import transaction

    from battlebox.web.models import IntelObject
    from battlebox.web.taxii.allowed import allowed
    from battlebox.web.taxii.rows import is_on_a_server
    from web.taxii.stix_made import indicator

    feed, _ = served
    farwick = feed.partners["farwick"]
    feed.put(indicator("known before", Tlp.GREEN))
    before = allowed(farwick, Tlp.RED, timezone.now())
    with pytest.raises(UndoneError), transaction.atomic():  # noqa: PT012 - what is undone is what is looked at
        feed.put(indicator("undone", Tlp.CLEAR))
        undone = IntelObject.objects.get(stix_id=indicator("undone")["id"]).reach_id
        assert allowed(farwick, Tlp.RED, timezone.now()) == [*before, undone]
        raise UndoneError
    feed.put(indicator("kept", Tlp.AMBER_STRICT))
    # A server's counter gives no number twice, whatever is undone.
    assert is_on_a_server() or IntelObject.objects.get(stix_id=indicator("kept")["id"]).reach_id == undone
    assert allowed(farwick, Tlp.RED, timezone.now()) == before
