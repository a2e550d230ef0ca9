"""Hand-over: drafted, edited, signed by who leaves and then by who comes; two pages; pencil is keyed back."""

from __future__ import annotations

import io
from datetime import timedelta

import pypdf
import pytest
from django.utils.timezone import localtime

from battlebox.desk import Role
from battlebox.desk.command import handovers_of, holding_of
from web.desk_page import words

ODD = "=1+1 <b>#strong[no]</b> \N{SNOWMAN}"


@pytest.fixture
def gold(desk_page, officer, opened):
    """Somebody who holds Gold."""
    page = desk_page(officer("northmere", role="strategic", name="gold.one"))
    page.send(opened.at("people/roles/strategic/take/"))
    return page


@pytest.fixture
def next_gold(desk_page, officer):
    return desk_page(officer("northmere", role="strategic", name="gold.two"))


def written(gold, opened, says=None, **more):
    gold.send(opened.at("people/roles/strategic/hand-over/"), {**more, **({"says": says} if says else {})})
    return handovers_of(opened.sight())[-1].thing.partition("/")[2]


def read(answer):
    assert answer.content.startswith(b"%PDF")
    return [" ".join(each.extract_text().split()) for each in pypdf.PdfReader(io.BytesIO(answer.content)).pages]


def test_the_role_changes_hands_with_the_second_signature_and_not_before(gold, next_gold, opened):
    holder = holding_of(opened.sight(), "northmere", Role.STRATEGIC).value.holder
    name = written(gold, opened)
    assert holding_of(opened.sight(), "northmere", Role.STRATEGIC).value.holder == holder
    assert "Waiting for a second signature" in words(next_gold.get(opened.at("people/")))
    next_gold.send(opened.at(f"people/hand-over/{name}/sign/"))
    assert holding_of(opened.sight(), "northmere", Role.STRATEGIC).value.holder != holder
    assert "Second signature" in words(gold.get(opened.at(f"people/hand-over/{name}/")))


def test_nobody_signs_twice(gold, opened):
    name = written(gold, opened)
    assert "Sign it, as the one who comes in" not in words(gold.get(opened.at(f"people/hand-over/{name}/")))
    answer = gold.send(opened.at(f"people/hand-over/{name}/sign/"), expect=422)
    assert "the one who comes in signs from their own session" in words(answer).lower()


def test_who_does_not_hold_the_role_cannot_sign_it_away(next_gold, gold, opened):
    answer = next_gold.send(opened.at("people/roles/strategic/hand-over/"), expect=422)
    assert "not yours" in words(answer)
    assert not handovers_of(opened.sight())


def test_the_draft_is_edited_and_the_edited_words_are_what_is_signed(gold, opened):
    name = written(gold, opened, says=f"Open\n- ring the bank at nine\n- {ODD}\n\nMoney\n- none")
    text = gold.get(opened.at(f"people/hand-over/{name}/")).content.decode()
    assert "ring the bank at nine" in text
    assert "<b>#strong" not in text
    pages = read(gold.get(opened.at(f"people/hand-over/{name}/paper/")))
    assert "#strong[no]" in " ".join(pages)


def test_more_than_two_pages_is_refused_and_the_words_stay(gold, opened):
    says = "Open\n" + "\n".join(f"- thing {n}" for n in range(85))
    answer = gold.send(opened.at("people/roles/strategic/hand-over/"), {"says": says}, expect=422)
    assert "two pages hold 84" in words(answer)
    assert "thing 84" in answer.content.decode()


@pytest.mark.parametrize("lines", [1, 84])
def test_the_paper_has_two_pages_however_much_it_says(gold, opened, lines):
    name = written(gold, opened, says="Open\n" + "\n".join(f"- {n} {'long words ' * 12}" for n in range(lines)))
    pages = read(gold.get(opened.at(f"people/hand-over/{name}/paper/")))
    assert len(pages) == 2
    assert all("key it back under this number" in page for page in pages)
    assert "Signed:" in pages[1]


def test_the_draft_is_printed_for_pencil_and_keyed_back_once(gold, next_gold, officer, opened):
    from battlebox.web.models import Officer

    pages = read(gold.get(opened.at("people/roles/strategic/hand-over/paper/")))
    sheet = pages[0].split()[0]
    assert sheet.startswith("H-")
    opened.watch.at += timedelta(minutes=5)
    one, two = (Officer.objects.get(username=name).officer_id for name in ("gold.one", "gold.two"))
    now = localtime(opened.watch.at)
    parts = {"day": now.day, "month": now.month, "year": now.year, "time": now.strftime("%H:%M")}
    times = {f"{field}_{part}": value for field in ("left", "taken") for part, value in parts.items()}
    data = {"sheet": sheet, "role": "strategic", "leaving": one, "coming": two, "says": "Open\n- the bank", **times}
    next_gold.send(opened.at("people/hand-over/pencil/"), data)
    assert holding_of(opened.sight(), "northmere", Role.STRATEGIC).value.holder == two
    again = next_gold.send(opened.at("people/hand-over/pencil/"), data, expect=422)
    assert f"sheet {sheet} is" in words(again).lower().replace(sheet.lower(), sheet)


def test_a_note_that_waits_is_changed_by_whoever_wrote_it(gold, opened):
    name = written(gold, opened)
    gold.send(opened.at(f"people/hand-over/{name}/change/"), {"says": "Open\n- ring the bank"})
    assert "ring the bank" in words(gold.get(opened.at(f"people/hand-over/{name}/")))
    assert len(handovers_of(opened.sight())) == 1


def test_a_partner_cannot_sign_our_note(gold, desk_page, opened, council):
    name = written(gold, opened, share="shared")
    if council == "northmere":
        return
    page = desk_page(council)
    address = opened.at(f"people/hand-over/{name}/sign/")
    if council == "farwick":
        page.get(address, expect=404)
    else:
        assert "may not sign" in words(page.send(address, expect=422))
