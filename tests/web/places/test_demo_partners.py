"""The demonstration's partners: what each page shows, that the ledger is whole, and that no gate alarmed."""

from __future__ import annotations

import pytest

from battlebox.share.foreign.misp_process import is_installed
from web.desk_page import words
from web.places.test_names_for_ids import west_london

__all__ = ["west_london"]


@pytest.fixture
def shown(west_london, desk_page):
    """What somebody of the cast reads on a page of the place."""
    from battlebox.web.models import Officer

    def shown(rest, who="rbkc.silver"):
        page = desk_page(Officer.objects.get(username=who))
        return words(page.get(f"{west_london}partners/{rest}"))

    return shown


def test_the_demonstration_has_partners_to_look_at(shown, west_london):
    from battlebox.web.models import Alarm, Arrival, Feed, Partner
    from battlebox.web.taxii.ledger import check

    assert set(Partner.objects.values_list("ours", "body")) == {
        ("rbkc", "wcc"), ("rbkc", "hf"), ("rbkc", "llag"), ("wcc", "rbkc"), ("hf", "rbkc"),
    }  # fmt: skip
    # The bulletin, the alert and what each fetched, for two neighbours; and one file.
    assert check("rbkc")[0] == 7
    assert not Alarm.objects.filter(key__contains="gate").exists()
    assert Feed.objects.get().new_total > 0
    told = {row["state"] for row in Arrival.objects.get().told}
    assert told == ({"stored"} if is_installed() else {"refused"})

    partners = shown("")
    for part in (
        "Waits for a second person",
        "suspects a system that you share",
        "Confirmed (RBKC: servers",
        "Suspected",
    ):
        assert part in partners, part
    assert "Tightened since" in shown("ledger/hf/")
    assert "Stands as it was sent" in shown("ledger/hf/")
    assert "an alert (CAP)" in shown("ledger/")
    assert "020\u00a07946\u00a00140" in shown("call-back/") or "020 7946 0140" in shown("call-back/")
    bulletins = shown("bulletins/")
    assert "no word from London Borough of Hammersmith & Fulham" in bulletins
    assert "Alarm, :" not in bulletins
    assert "Signed with the key we hold as theirs" in shown("bulletins/", "wcc.silver")
    assert "None yet" in shown("bulletins/", "hf.silver")


def test_what_waits_for_a_second_person_can_be_agreed_to_by_gold_alone(shown, west_london, desk_page):
    from battlebox.web.models import Officer, Right

    gold = desk_page(Officer.objects.get(username="rbkc.gold"))
    page = gold.get(f"{west_london}partners/").content.decode()
    address = page.partition(f"{west_london}partners/changes/")[2].partition('"')[0]
    change = f"{west_london}partners/changes/{address}"
    assert "somebody else must agree to it" in shown(f"changes/{address}")
    assert not Right.objects.filter(partner__body="llag").exists()
    gold.send(change, {"agreed": "yes", "why": ""})
    assert Right.objects.get(partner__body="llag").tlp_max == "GREEN"
