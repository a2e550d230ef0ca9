"""Ids of another body, in every address and every field that takes one: they name nothing, and nothing is written."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.urls import resolve, reverse
from justhtml import JustHTML

from battlebox.desk import Role
from battlebox.desk.picture import adopt_estate
from battlebox.desk.record import Handling, open_incident
from battlebox.marking import Tlp
from desk.lived import live
from desk.room import officer as desk_officer
from desk.room import shipped
from web.conftest import PASSWORD
from web.places.test_routes import token_of, typed

OURS = Handling(Tlp.AMBER, frozenset({"farwick"}))
REFUSED = (403, 404, 405, 409, 422)
LISTS = (
    "", "log/", "tasks/", "decisions/", "people/", "people/hand-over/", "people/ring/", "reports/", "costs/", "reach/",
    "orders/", "systems/", "services/", "ways/", "bodies/", "channels/", "contain/", "tell/", "estate/",
    "log/checkpoints/",
)  # fmt: skip
LINKS_LEAST, THEIRS_LEAST, FORMS_LEAST, FIELDS_LEAST = 60, 25, 20, 60


@pytest.fixture
def apart(opened):
    """Beside Northmere's night, which was lived in, an incident of Farwick's own at the same desk."""
    shelf = opened.installation.shelf
    live(SimpleNamespace(record=opened.record, shelf=shelf, sight=opened.sight))
    record = opened.installation.found(("farwick",), title="Green lamp")
    lead = desk_officer("farwick")
    open_incident(record, lead, title="Green lamp", seen="a lamp is out", handling=OURS)
    adopt_estate(record, lead, shelf, shipped("northmere"), source="shipped", handling=OURS)
    return record


@pytest.fixture
def stranger(desk_page, officer):
    """Somebody of Farwick who holds every role: what is refused is refused for whose it is."""
    from battlebox.web.models import Membership

    person = officer("farwick", admin=True)
    for role in Role:
        Membership.objects.get_or_create(officer=person, body="farwick", role=role.value)
    return desk_page(person).client, person


def links_of(client, short):
    """Every address under an incident that its lists lead to, without their queries."""
    found = set()
    for rest in LISTS:
        answer = client.get(f"/i/{short}/{rest}")
        if answer.status_code == 200:
            found |= set(re.findall(rf'(?:href|action)="(/i/{short}/[^"#?]*)', answer.content.decode()))
    return found


def segments(links):
    return {part for link in links for part in link.split("/")[3:] if part}


@pytest.fixture
def theirs(apart, opened, desk_page, stranger):
    """Northmere's own ids, as its pages spell them, and the addresses they stand in: (ids, links)."""
    links = links_of(desk_page("northmere").client, opened.short)
    known = segments(links_of(stranger[0], apart.incident[:8]))
    ids = {part for part in segments(links) if part not in known and re.search(r"\d", part)}
    assert len(links) >= LINKS_LEAST
    assert len(ids) >= THEIRS_LEAST
    return ids, links


def test_northmeres_ids_in_farwicks_own_addresses_are_no_pages_and_take_nothing(apart, opened, stranger, theirs):
    client, person = stranger
    ids, links = theirs
    mine, tried = apart.incident[:8], 0
    before = (opened.record.arrived, apart.arrived)
    for link in sorted(links):
        if not ids & set(link.split("/")):
            continue
        for address in (link, link.replace(opened.short, mine)):
            assert client.get(address).status_code in (404, 405), address
            assert client.post(address, {"once": token_of(person)}).status_code in (404, 405), address
            tried += 1
    assert tried >= THEIRS_LEAST
    assert (opened.record.catch_up(), apart.catch_up()) == before


def fields_of(page):
    """The fields of a page's last form that take one of a list, or are hidden: by name."""
    form = [each for each in page.query("main form") if each.attrs.get("method") == "post"][-1]
    names = {each.attrs["name"] for each in form.query("select")}
    names |= {
        each.attrs["name"]
        for each in form.query("input")
        if each.attrs.get("type") in ("hidden", "radio", "checkbox") and each.attrs.get("name")
    }
    return names - {"csrfmiddlewaretoken", "once"}


def is_yes_or_no(page, name):
    """A box of its own, which is ticked or not whatever it says."""
    boxes = [each for each in page.query("main form input") if each.attrs.get("name") == name]
    return len(boxes) == 1 and boxes[0].attrs.get("type") == "checkbox" and "value" not in boxes[0].attrs


def test_northmeres_ids_in_every_field_of_farwicks_forms_are_refused(apart, opened, stranger, theirs, desk_page):
    client, person = stranger
    mine = apart.incident[:8]
    entries = [line.id for line in opened.record.lines()]
    things = sorted(theirs[0] - set(entries))
    values = {entries[0], entries[-1], *things[:: max(1, len(things) // 3)], "../northmere"}
    links = links_of(client, mine)
    links |= {link for each in one_of_each(links) for link in forms_beside(client, each, mine)}
    forms = fields = 0
    for link in one_of_each(links):
        answer = client.get(link)
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        page = JustHTML(answer.content.decode(), sanitize=False)
        if not any(each.attrs.get("method") == "post" for each in page.query("main form")):
            continue
        forms += 1
        form = typed(page)
        for name in sorted(fields_of(page)):
            if is_yes_or_no(page, name):
                continue
            fields += 1
            for value in sorted(values):
                before = (opened.record.arrived, apart.arrived)
                sent = {**form, name: value, "once": token_of(person)}
                status = client.post(link, sent).status_code
                if name == "seen" and (status == 302 or (status == 200 and link.endswith("/follow/new/"))):
                    # Which entries a form was made from matters to nobody where it speaks of no other one; an address
                    # of one's own is shown once, in the answer itself.
                    assert opened.record.catch_up() == before[0], f"{link}: {name} = {value}"
                    assert value not in apart.lines()[-1].words, link
                    continue
                assert status in REFUSED, f"{link}: {name} = {value}: {status}"
                assert (opened.record.catch_up(), apart.catch_up()) == before, f"{link}: {name} = {value}"
    assert forms >= FORMS_LEAST
    assert fields >= FIELDS_LEAST


def one_of_each(links):
    """One address for each page of the desk."""
    return sorted({resolve(link).url_name: link for link in sorted(links)}.values())


def forms_beside(client, link, short):
    answer = client.get(link)
    if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
        return set()
    return set(re.findall(rf'(?:href|action)="(/i/{short}/[^"#?]*)', answer.content.decode()))


def test_northmeres_accounts_slips_keys_and_jobs_are_not_farwicks_to_touch(apart, opened, stranger, officer, desk_page):
    from datetime import timedelta

    from django.utils import timezone

    from battlebox.web.models import Job, JoiningSlip, Membership, Notice

    client, _ = stranger
    client.post("/account/again/", {"password": PASSWORD})
    other = officer("northmere", admin=True, name="north.one")
    membership = Membership.objects.get(officer=other)
    slip = JoiningSlip.objects.create(
        code_digest="x", body="northmere", role="loggist", made_by=other, expires_at=timezone.now() + timedelta(hours=1)
    )
    notice = Notice.objects.create(officer=other, words="about you")
    job = Job.objects.create(owner=other, kind="copy", asked={})
    kept = opened.installation.admin_key("northmere")

    def rows():
        found = (Membership, JoiningSlip, Notice, Job)
        return [list(each.objects.order_by("pk").values()) for each in found]

    before = rows()
    for address, sent in (
        (reverse("end_role", args=(membership.pk,)), {}),
        (reverse("lost_factor", args=(membership.pk,)), {"why": "lost"}),
        (reverse("sign_out_person", args=(membership.pk,)), {}),
        (reverse("act_as", args=(membership.pk,)), {}),
        (reverse("cancel_slip", args=(slip.pk,)), {}),
        (reverse("let_in"), {"username": "north.one"}),
        (reverse("notice_read", args=(notice.pk,)), {}),
        (reverse("job", args=(job.pk,)), {}),
        (reverse("stop_job", args=(job.pk,)), {}),
    ):
        assert client.post(address, sent).status_code in (404, 405), address
    client.post(reverse("hand_over_key", args=("northmere",)), {"sealed": "yes"})
    assert opened.installation.admin_key("northmere") == kept
    assert rows() == before
