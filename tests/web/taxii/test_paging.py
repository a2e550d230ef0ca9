"""Readers miss nothing and are given nothing twice, however they page."""

from __future__ import annotations

from battlebox.marking import Tlp
from web.taxii.stix_made import DAY, LATER, LATEST, address, indicator

MANY = 23


def put_many(feed, many=MANY):
    things = [indicator(f"of many {at}", Tlp.CLEAR) for at in range(many)]
    feed.put(*things)
    return [each["id"] for each in things]


def walk(feed, query="", *, path=None, limit=5, pages=50):
    """The ids of all pages, by `next`."""
    found, next_ = [], ""
    for _ in range(pages):
        page = feed.get("farwick", f"limit={limit}{query}{'&next=' + next_ if next_ else ''}", path=path)
        assert page.status == 200
        found += page.ids
        assert ("next" in page.says) == page.says["more"]
        if not page.says["more"]:
            return found
        next_ = page.says["next"]
    raise AssertionError("it never ends")


def test_all_pages_hold_each_thing_once(feed):
    ids = put_many(feed)
    for limit in (1, 5, 22, 23, 24):
        assert walk(feed, limit=limit, pages=30) == ids
        assert walk(feed, limit=limit, pages=30, path=feed.manifest) == ids


def test_going_on_from_the_last_date_misses_nothing_though_all_were_added_at_once(feed):
    ids, found, after = put_many(feed), [], ""
    for _ in range(10):
        page = feed.get("farwick", "limit=5" + (f"&added_after={after}" if after else ""))
        if not page.ids:
            break
        found += page.ids
        after = page.headers["X-TAXII-Date-Added-Last"]
    assert found == ids


def test_next_and_added_after_may_be_sent_together(feed):
    ids = put_many(feed)
    first = feed.get("farwick", "limit=5")
    after = first.headers["X-TAXII-Date-Added-Last"]
    assert walk(feed, f"&added_after={after}") == ids[5:]
    early = first.headers["X-TAXII-Date-Added-First"]
    both = feed.get("farwick", f"limit=5&next={first.says['next']}&added_after={early}")
    assert both.ids == ids[5:10]


def test_limit_may_change_between_pages_and_what_is_chosen_may_not(feed):
    ids = put_many(feed)
    next_ = feed.get("farwick", "limit=5").says["next"]
    assert feed.get("farwick", f"limit=7&next={next_}").ids == ids[5:12]
    for other in ("match[type]=indicator", f"match[id]={ids[9]}", "match[version]=all", "match[spec_version]=2.1"):
        assert feed.get("farwick", f"{other}&next={next_}").status == 400
    assert feed.get("farwick", f"next={next_}", path=feed.manifest).status == 400
    assert feed.get("eastholt", f"next={next_}").status == 400


def test_a_partner_that_is_cut_off_gets_no_further_page(feed):
    from battlebox.web.taxii.credentials import cut_off

    put_many(feed)
    next_ = feed.get("farwick", "limit=5").says["next"]
    stranger = feed.ask("never-a-token", feed.objects)
    cut_off(feed.partners["farwick"], by="o-gold", why="test")
    after = feed.get("farwick", f"limit=5&next={next_}")
    assert after.status == 401
    assert (after.body, after.headers) == (stranger.body, stranger.headers)
    assert "WWW-Authenticate" in after.headers


def test_what_comes_while_somebody_pages_is_at_the_end(feed):
    ids = put_many(feed)
    next_ = feed.get("farwick", "limit=20").says["next"]
    feed.put(indicator("later", Tlp.CLEAR))
    assert feed.get("farwick", f"limit=20&next={next_}").ids == [*ids[20:], indicator("later")["id"]]


def test_filters_choose_by_id_type_version_and_form(feed):
    feed.put(indicator("one", Tlp.CLEAR), indicator("two", Tlp.CLEAR), address("192.0.2.1", Tlp.CLEAR))
    feed.put(indicator("one", Tlp.CLEAR, modified=LATER), indicator("one", Tlp.CLEAR, modified=LATEST))
    one, two = indicator("one")["id"], indicator("two")["id"]

    def versions(query):
        return [each["modified"] for each in feed.get("farwick", f"match[id]={one}&{query}").says.get("objects", [])]

    assert feed.get("farwick", f"match[id]={one},{two}").ids == [two, one]
    assert feed.get("farwick", "match[type]=ipv4-addr").ids == [address("192.0.2.1")["id"]]
    assert versions("") == [LATEST]
    assert versions("match[version]=first") == [DAY]
    assert versions("match[version]=all") == [DAY, LATER, LATEST]
    assert versions("match[version]=first,last") == [DAY, LATEST]
    assert versions("match[version]=2026-11-21T08:00:00Z") == [LATER]
    assert versions("match[version]=2026-11-21T09:30:00%2B01:30") == [LATER]
    assert versions("match[version]=2026-11-21T08:00:00%2B01:00") == []
    assert versions("match[spec_version]=2.0") == []
    listed = feed.get("farwick", path=feed.objects + one + "/versions/")
    assert listed.says["versions"] == [DAY, LATER, LATEST]


def test_a_thing_without_a_version_has_its_time_of_addition(feed):
    feed.put(address("192.0.2.9", Tlp.CLEAR))
    (row,) = feed.get("farwick", path=feed.manifest).says["objects"]
    assert row["version"] == row["date_added"]


def test_a_clock_that_is_set_back_puts_nothing_before_what_was_read(feed):
    from battlebox.web.models import Collection

    put_many(feed)
    ahead = 4_102_444_800_000_000
    Collection.objects.update(last_added=ahead)
    feed.put(indicator("after", Tlp.CLEAR))
    page = feed.get("farwick", "added_after=2099-12-31T23:59:59Z")
    assert page.ids == [indicator("after")["id"]]


def test_the_alias_stands_for_the_id(feed):
    from battlebox.web.models import Collection

    put_many(feed, 1)
    Collection.objects.update(alias="seen")
    assert len(feed.ask("farwick", "/taxii2/northmere/collections/seen/objects/").ids) == 1


def test_an_old_token_is_good_while_the_new_one_is_carried_over(feed):
    from django.utils import timezone

    from battlebox.web.taxii.credentials import give_token

    partner, old = feed.partners["farwick"], feed.tokens["farwick"]
    new = give_token(partner)
    assert feed.ask(old, "/taxii2/").status == feed.ask(new, "/taxii2/").status == 200
    partner.old_token_until = timezone.now()
    partner.save()
    assert feed.ask(old, "/taxii2/").status == 401
    assert feed.ask(new, "/taxii2/").status == 200
    partner.token_expires_at = timezone.now()
    partner.save()
    assert feed.ask(new, "/taxii2/").status == 401


def test_what_is_tightened_while_a_page_is_looked_at_does_not_leave(feed, monkeypatch):
    from battlebox.web.taxii.leaving import Leaving

    says = indicator("tightened in between", Tlp.CLEAR)
    feed.put(says, indicator("stays", Tlp.CLEAR))
    look = Leaving.let_out

    def look_and_be_slow(leaving, found):
        let = look(leaving, found)
        if says["id"] in [each.held.thing.id for each in let]:
            # The owner's word comes after the look, and before the tables are held.
            feed.put(indicator("tightened in between", Tlp.AMBER_STRICT, modified=LATER))
        return let

    monkeypatch.setattr(Leaving, "let_out", look_and_be_slow)
    assert feed.get("farwick").ids == [indicator("stays")["id"]]


def test_a_partner_that_is_cut_off_while_a_page_is_looked_at_is_given_nothing(feed, monkeypatch):
    from battlebox.web.models import Release
    from battlebox.web.taxii.credentials import cut_off
    from battlebox.web.taxii.leaving import Leaving

    put_many(feed)
    look = Leaving.let_out

    def look_and_be_cut_off(leaving, found):
        let = look(leaving, found)
        cut_off(feed.partners["farwick"], by="o-gold", why="test")
        return let

    monkeypatch.setattr(Leaving, "let_out", look_and_be_cut_off)
    assert feed.get("farwick").status == 401
    assert not Release.objects.exists()
