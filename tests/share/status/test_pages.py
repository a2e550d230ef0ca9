"""What residents read: every page valid, small, linked, in words; what somebody typed never becomes markup."""

from __future__ import annotations

import base64
import hashlib
import json
import posixpath
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from justhtml import JustHTML

from battlebox.share.status import (
    PAGE_BYTES_MAX,
    Edition,
    ShareCode,
    ShareError,
    State,
    moment,
    page_of_bytes,
    page_of_file,
    publish,
    site_files,
)
from share.status.notices import CLEAR, KEY, MARKUP, NOW, document, made, many, pages, service

ATOM = "{http://www.w3.org/2005/Atom}"
EXAMPLE = Path(str(resources.files("battlebox.share.status") / "shipped" / "west-london.toml"))
FACTS = [
    {"words": "We switched systems off ourselves.", "status": "confirmed", "updated": "2026-11-23 09:00"},
    {"words": "It began with a supplier.", "status": "believed", "corrects": "It began with a letter."},
    {"words": "Whose data it is.", "status": "unknown", "services": ["service-0"]},
    {"words": "That pay is late.", "status": "denied"},
]


def _led(name, where):
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), where))


def faults_of(files):
    """What is wrong with the pages of a site; links must lead to a file of it, and ids be there."""
    there = {*files, "manifest.txt"}
    for name, data in files.items():
        if not name.endswith(".html"):
            continue
        text = data.decode()
        html = JustHTML(text, sanitize=False, collect_errors=True)
        yield from (f"{name}: {each.code}" for each in html.errors)
        tags = [each for each in html.query("*") if each.attrs is not None]
        ids = [each.attrs["id"] for each in tags if "id" in each.attrs]
        if len(ids) != len(set(ids)):
            yield f"{name}: an id twice"
        if (len(html.query("h1")), len(html.query("main")), html.query("html")[0].attrs.get("lang")) != (1, 1, "en-GB"):
            yield f"{name}: not one h1, one main part and a language"
        if len(html.query("script")) != 1 or len(html.query("style")) != 1:
            yield f"{name}: a script or a style that is not ours"
        for each in tags:
            for attribute, value in each.attrs.items():
                if attribute.startswith("on") or attribute == "style":
                    yield f"{name}: {attribute}={value}"
            where = each.attrs.get("href") or each.attrs.get("src") or ""
            if where.startswith("#"):
                if where[1:] not in ids:
                    yield f"{name}: {where} is not there"
            elif where and not where.startswith(("http:", "https:", "tel:")) and _led(name, where) not in there:
                yield f"{name}: a dead link to {where}"
        for each in html.query("a"):
            if not each.to_text().strip():
                yield f"{name}: a link without words"


def words(data):
    said = JustHTML(data.decode(), sanitize=False).query_one("main").to_text(separator=" ")
    return " ".join(said.split()).replace(" .", ".")


@given(pages())
def test_any_page_that_can_be_is_valid_and_leads_nowhere_dead(one):
    assert list(faults_of(site_files(Edition(one, 1, NOW)))) == []


def test_the_example_says_all_that_residents_need():
    at = datetime(2025, 12, 2, 9, 31, tzinfo=UTC)
    site = publish(page_of_file(EXAMPLE), KEY, at)
    assert list(faults_of(site.files)) == []
    front, benefit = words(site.files["index.html"]), words(site.files["s/housing-benefit.html"])
    for said in (
        "Practice. This page is made up",
        "Last updated 9:30am on Tuesday 2 December 2025",
        "Next update due by 1pm on Tuesday 2 December 2025",
        "Urgent help",
        "You have nowhere safe to stay tonight",
        "Housing benefit Changed: do this instead",
        "Do not cancel your direct debit",
        "Whose information was copied.",
        "Be careful of scams",
        "large print",
    ):
        assert said in front, said
    for said in ("Changed: do this instead", "020 7946 0231", "9am to 5pm", "Town hall", "What to do", "Urgent help"):
        assert said in benefit, said
    assert max(len(data) for name, data in site.files.items() if name.endswith(".html")) < 16_000


@pytest.mark.parametrize("state", [*State])
def test_each_state_is_said_in_words_and_never_by_colour_alone(state):
    site = made(services=[service(state=state.value, do="Ring us.")])
    assert f"Service 0 {state.words}" in words(site.files["index.html"])
    assert f"Service 0 {state.words}" in words(site.files["s/service-0.html"])


def test_facts_stand_under_what_they_are_worth_and_corrections_say_what_was_said():
    site = made(facts=FACTS)
    front = words(site.files["index.html"])
    assert "What we know We switched systems off ourselves. Checked 9am on Monday 23 November 2026" in front
    assert "We believe: It began with a supplier. Corrected. Earlier we said: It began with a letter." in front
    assert "What we do not know yet Whose data it is. What is not true That pay is late." in front
    assert "Whose data it is." in words(site.files["s/service-0.html"])
    assert "We switched systems off" not in words(site.files["s/service-0.html"])


def _filled():
    """A document with markup in every text that it may hold."""
    urgent = [{"who": MARKUP, "do": MARKUP, "phone": "999"}]
    facts = [
        {"words": f"{at} {MARKUP}", "status": s, "corrects": MARKUP} for at, s in enumerate(("confirmed", "denied"))
    ]
    one = dict.fromkeys(("now", "do", "hours", "urgent", "payments", "data"), MARKUP)
    short = dict.fromkeys(("name", "group"), MARKUP[:70])
    lists = dict.fromkeys(("summary", "payments", "data", "scams", "formats", "accessibility"), MARKUP)
    rows = [{**service(at), **one, **short, "name": f"{at} {MARKUP[:70]}"} for at in range(3)]
    return document(body=MARKUP[:80], headline=MARKUP, urgent=urgent, facts=facts, services=rows, **lists)


def test_markup_in_every_field_stays_words():
    one = page_of_bytes(json.dumps(_filled()).encode(), "notice.json")
    site = publish(one, KEY, NOW)
    assert list(faults_of(site.files)) == []
    for name, data in site.files.items():
        if name.endswith(".html"):
            html = JustHTML(data.decode(), sanitize=False)
            assert not html.query("img"), name
            assert all(each.to_text().endswith("2026") for each in html.query("main b")), name
            assert MARKUP in " ".join(html.query_one("main").to_text(separator=" ").split()) or name.startswith("g/")
    entries = fromstring(site.files["feed.atom"]).findall(f"{ATOM}entry")  # noqa: S314 - our own feed
    assert all(MARKUP[:60] in entry.find(f"{ATOM}title").text for entry in entries)
    assert json.loads(site.files["status.json"])["headline"] == MARKUP


def test_the_policy_in_each_page_allows_its_own_style_and_script_and_nothing_else():
    site = made(services=many(120))
    for name, data in site.files.items():
        if not name.endswith(".html"):
            continue
        html = JustHTML(data.decode(), sanitize=False)
        policy = html.query_one('meta[http-equiv="Content-Security-Policy"]').attrs["content"]
        for tag in ("script", "style"):
            text = data.decode().partition(f"<{tag}>")[2].partition(f"</{tag}>")[0]
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"{tag}-src 'sha256-{digest}';" in policy
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe" not in policy


def test_three_hundred_services_fit_on_pages_that_a_phone_loads_at_once():
    site = made(services=many(300, groups=12))
    sizes = {name: len(data) for name, data in site.files.items() if name.endswith(".html")}
    assert len(sizes) == 300 + 12 + 1
    assert max(sizes.values()) + len(site.files["icon.svg"]) <= PAGE_BYTES_MAX
    assert list(faults_of(site.files)) == []
    front = JustHTML(site.files["index.html"].decode(), sanitize=False)
    groups = [each.attrs["href"] for each in front.query("h3 a")]
    reached = {
        posixpath.normpath(posixpath.join("g", each.attrs["href"]))
        for group in groups
        for each in JustHTML(site.files[group].decode(), sanitize=False).query(".rows a")
    }
    assert len(groups) == 12
    back = JustHTML(site.files["s/service-0.html"].decode(), sanitize=False).query("main > p > a")
    assert [each.to_text() for each in back] == ["All services", "Group 0 of services"]
    assert reached == {f"s/service-{number}.html" for number in range(300)}


def test_a_hundred_services_with_the_longest_names_are_refused_or_fit():
    rows = [service(n, name=f"{n} {'&' * 76}", group=f"{n // 50} {'<' * 70}") for n in range(100)]
    with pytest.raises(ShareError, match=r"index\.html would have .* bytes; 30000 is the most") as wrong:
        made(services=rows)
    assert wrong.value.code is ShareCode.PAGE_TOO_LARGE
    made(services=[{**row, "name": f"{at} {'x' * 76}"} for at, row in enumerate(rows)])


def test_groups_that_are_called_alike_have_pages_of_their_own():
    rows = many(102, groups=3)
    names = {"Group 0 of services": "Care!", "Group 1 of services": "care?", "Group 2 of services": "\u0416"}
    site = made(services=[{**row, "group": names[row["group"]]} for row in rows])
    assert {name for name in site.files if name.startswith("g/")} == {"g/care.html", "g/care-2.html", "g/group.html"}


def test_a_page_says_when_it_will_be_out_of_date_and_a_service_may_have_its_own_time():
    site = made(services=[service(0), service(1, updated="2026-11-23 09:00", next_update="2026-11-23 10:00")])
    own = words(site.files["s/service-1.html"])
    assert "Last updated 9am on Monday 23 November 2026" in own
    assert "Next update due by 10am on Monday 23 November 2026. If it is later than that now, this page is out" in own
    due = JustHTML(site.files["s/service-1.html"].decode(), sanitize=False).query_one("#due")
    assert due.attrs["datetime"] == "2026-11-23T10:00:00Z"
    assert due.attrs["data-late"].startswith("This page is out of date. A new one was due by 10am on Monday")


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ((2026, 11, 23, 0, 0), "midnight on Monday 23 November 2026"),
        ((2026, 11, 23, 12, 0), "midday on Monday 23 November 2026"),
        ((2026, 7, 23, 12, 5), "1:05pm on Thursday 23 July 2026"),
        ((2026, 3, 29, 0, 59), "12:59am on Sunday 29 March 2026"),
        ((2026, 3, 29, 1, 0), "2am on Sunday 29 March 2026"),
    ],
)
def test_times_are_said_as_one_would_on_the_phone(at, said):
    assert moment(datetime(*at, tzinfo=UTC)) == said


def test_numbers_can_be_rung_with_one_tap_and_hours_cannot():
    site = made(services=[service(phone="01632 960 201, or 999 at night; +44 1632 960 202 from abroad; desk 7")])
    links = [
        (each.attrs["href"], each.to_text())
        for each in JustHTML(site.files["s/service-0.html"].decode(), sanitize=False).query("a.tel")
    ]
    assert links == [
        ("tel:01632960201", "01632 960 201"),
        ("tel:999", "999"),
        ("tel:+441632960202", "+44 1632 960 202"),
    ]


def test_the_feeds_say_the_last_changed_first_and_keep_their_ids():
    rows = [service(n, updated=f"2026-11-2{n % 3} 09:00") for n in range(60)]
    address = "https://status.example/northmere/"
    first, second = made(services=rows, facts=FACTS, address=address), made(services=rows[::-1], facts=FACTS)
    feed = fromstring(first.files["feed.atom"])  # noqa: S314 - our own feed
    entries = feed.findall(f"{ATOM}entry")
    told = [entry.find(f"{ATOM}updated").text for entry in entries]
    assert (len(entries), told) == (50, sorted(told, reverse=True))
    assert all(feed.find(f"{ATOM}{name}") is not None for name in ("id", "title", "updated", "author"))
    assert {link.get("href") for link in feed.findall(f"{ATOM}link")} == {f"{address}feed.atom", f"{address}index.html"}
    items = json.loads(first.files["feed.json"])["items"]
    assert [item["id"] for item in items] == [entry.find(f"{ATOM}id").text for entry in entries]
    assert items[0]["url"].startswith(address)
    again = {item["title"]: item for item in json.loads(second.files["feed.json"])["items"]}
    assert all(again[item["title"]]["id"] == item["id"] for item in items if item["title"] in again)
    assert "url" not in next(iter(again.values()))


def test_services_that_nobody_wrote_of_push_no_fact_and_nothing_written_out_of_the_feeds():
    rows = [service(n) for n in range(60)] + [service(60, updated="2020-01-01 09:00")]
    site = made(services=rows, facts=FACTS)
    told = [item["title"] for item in json.loads(site.files["feed.json"])["items"]]
    assert len(told) == 50
    for each in FACTS:
        assert sum(each["words"] in title for title in told) == 1
    written = next(number for number, title in enumerate(told) if title.startswith(f"{rows[60]['name']}: "))
    assert written == len(FACTS), "what was written stands before what nobody wrote of"


def test_a_reader_who_shows_contents_alone_does_not_say_the_opposite():
    site = made(facts=FACTS)
    told = [item["content_text"] for item in json.loads(site.files["feed.json"])["items"]]
    feed = fromstring(site.files["feed.atom"])  # noqa: S314 - our own feed
    assert [entry.find(f"{ATOM}content").text for entry in feed.findall(f"{ATOM}entry")] == told
    assert "What is not true: That pay is late." in told
    assert "What we do not know yet: Whose data it is." in told
    believed = "What we believe: It began with a supplier.\n\nCorrected. Earlier we said: It began with a letter."
    assert believed in told
    assert "We switched systems off ourselves." in told


def test_status_json_is_a_document_from_which_the_same_site_is_built():
    site = made(services=many(7), facts=FACTS)
    read = page_of_bytes(site.files["status.json"], "status.json")
    assert read == site.edition.page
    assert read.marking == CLEAR
    told = json.loads(site.files["status.json"])
    assert (told["number"], told["published"]) == (1, "2026-11-23T09:31:07Z")
    assert {row["page"] for row in told["services"]} <= set(site.files)


def test_a_scam_warning_stands_where_nobody_wrote_one():
    assert "Criminals make use of news like this." in words(made().files["s/service-0.html"])
    assert "Criminals" not in words(made(scams="Beware.").files["s/service-0.html"])


def test_a_made_up_page_says_so_everywhere():
    site = made(illustrative=True, services=many(101))
    assert all("Practice." in words(data) for name, data in site.files.items() if name.endswith(".html"))
    assert b"Practice: " in site.files["feed.atom"]


@pytest.mark.parametrize(
    ("phone", "dialled"),
    [
        ("(020) 7946 0123", ["tel:02079460123"]),
        ("020-7946-0123", ["tel:02079460123"]),
        ("+44 (0)20 7946 0123", ["tel:+442079460123"]),
        ("020 7946 0123 (24 hours)", ["tel:02079460123"]),
        ("18001 020 7946 0123", ["tel:1800102079460123"]),
    ],
)
def test_a_number_is_dialled_whole_however_it_is_written(phone, dialled):
    site = made(services=[service(phone=phone)])
    html = JustHTML(site.files["s/service-0.html"].decode(), sanitize=False)
    assert [each.attrs["href"] for each in html.query("a.tel")] == dialled
