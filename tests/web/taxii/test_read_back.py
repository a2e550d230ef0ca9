"""A thing is bound by the same when it is read back from the store as when it came, whatever letters are in it.

In JSON a quotation mark, a backslash and a line break are written with a backslash before them.
"""

from __future__ import annotations

import pytest

from battlebox.marking import Tlp
from web.taxii.stix_made import address, indicator, report

WORDS = ["plain", 'it said "pay"', "C:\\users\\clerk", "two\nlines", "\u00e9\u202e\u2028"]


@pytest.mark.parametrize("words", WORDS)
def test_what_named_something_that_was_not_here_yet_goes_once_that_has_come(feed, words):
    """Its reach is worked out again from the store."""
    later = address("198.51.100.7", Tlp.CLEAR)
    first = report("first", [later["id"]], Tlp.CLEAR, description=words)
    feed.put(first)
    assert feed.get("farwick").ids == []
    feed.put(later)
    assert set(feed.get("farwick").ids) == {first["id"], later["id"]}


@pytest.mark.parametrize("words", WORDS)
def test_what_becomes_stricter_later_takes_along_what_names_it(feed, words):
    named = indicator("named", Tlp.CLEAR, description=words)
    over = report("over", [named["id"]], Tlp.CLEAR, description=words)
    feed.put(named, over)
    assert set(feed.get("farwick").ids) == {named["id"], over["id"]}
    feed.put(indicator("named", Tlp.AMBER_STRICT, modified="2026-11-21T08:00:00.000Z", description=words))
    assert feed.get("farwick", "match[version]=all").ids == []


@pytest.mark.parametrize("words", WORDS)
def test_a_file_holds_what_its_reader_could_fetch(feed, words):
    from battlebox.web.giving.files import Form, file_for
    from battlebox.web.models import Alarm

    seen = indicator("seen", Tlp.CLEAR, description=words)
    feed.put(seen, report("over", [seen["id"]], Tlp.GREEN, description=words))
    made = file_for(feed.partners["eastholt"], feed.collection, Form.STIX, author="northmere")
    assert (made.things, made.left) == (2, ())
    assert not Alarm.objects.exists()
