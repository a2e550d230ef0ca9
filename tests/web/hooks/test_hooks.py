"""Machines that are told: by whom they are named, what each may have, how it is sent, and how it ends."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from standardwebhooks.webhooks import Webhook

from battlebox.desk import Act
from battlebox.desk.officer import MAY
from battlebox.desk.picture import Condition, Observation, observe
from battlebox.desk.record import Handling, State, stand
from battlebox.marking import Tlp
from desk.room import officer as desk_officer
from web.desk_page import words
from web.test_signing_in import sign_in

NOT_THERE, MISTAKEN = 404, 422
GIVEN = Handling(Tlp.AMBER, frozenset({"northmere", "eastholt"}))
CLEAR, GREEN, STRICT = Handling(Tlp.CLEAR), Handling(Tlp.GREEN), Handling()


def seen(opened, handling, note="canary", body="northmere", service=None):
    """Something was seen of a service of Northmere's."""
    name = service or next(row.service for row in opened.estate.services if row.body == "northmere")
    said = Observation(Condition.OUT, opened.record.now(), "duty officer", note=note)
    return observe(opened.record, opened.estate, desk_officer(body), name, said, handling=handling)


def partner(body, **more):
    from battlebox.web.models import Partner

    return Partner.objects.create(ours="northmere", body=body, name=body.capitalize(), **more)


def told(one):
    return [json.loads(raw) for _, _, raw in one.came]


# ── what is told, and how ────────────────────────────────────────────────────────────────────────────────────────


def test_a_service_that_stops_is_told_signed_once_and_what_was_before_is_not(opened, named, machine, tell):
    seen(opened, GIVEN, "of before")
    one = machine()
    hook, secret = named(one)
    assert tell(hook) == 0
    saved = seen(opened, GIVEN)
    assert tell(hook) == 1
    ((_, headers, raw),) = one.came
    said = Webhook(secret).verify(raw, {name.lower(): value for name, value in headers.items()})
    assert said["type"] == "service.changed"
    assert said["data"]["number"] == saved.number
    assert said["data"]["tlp"] == "TLP:AMBER"
    assert said["data"]["condition"] == "out"
    assert "canary" in said["data"]["words"]
    assert tell(hook) == 0
    assert len(one.came) == 1


def test_only_what_was_chosen_is_told(opened, named, machine, tell):
    one = machine()
    hook, _ = named(one, kinds=["incident.closed"])
    seen(opened, GIVEN)
    stand(opened.record, opened.lead, State.STOOD_DOWN, why="nothing was found", false_alarm=True)
    stand(opened.record, opened.lead, State.CLOSED, why="nothing was found", no_debrief="nothing to learn")
    tell(hook)
    assert [each["type"] for each in told(one)] == ["incident.closed"]


def test_an_incident_that_is_opened_later_is_told_to_whom_its_label_lets(opened, named, machine):
    from battlebox.desk.record import open_incident
    from battlebox.share.ground import RealDesk
    from battlebox.web.hooks.round import put_down, send_waiting
    from web.hooks.conftest import HERE

    one = machine()
    hook, _ = named(one, kinds=["incident.opened"])
    record = opened.installation.found(("northmere",), title="Red kettle")
    open_incident(record, opened.lead, title="Red kettle", seen="phones are dead")
    put_down(record)
    assert send_waiting(hook, (RealDesk("northmere"), HERE), opened.installation) == 1
    (said,) = told(one)
    assert said["type"] == "incident.opened"
    assert said["data"]["incident"] == record.incident
    assert "phones are dead" in said["data"]["words"]


def test_the_public_page_is_told_to_anybody_by_its_edition_and_a_try_that_failed_is_not(opened, named, machine, tell):
    from battlebox.desk.publish import Going, PublicEdition, note_published

    one = machine()
    hook, _ = named(one, reader="anybody")
    writer = desk_officer("northmere")
    note_published(opened.record, writer, PublicEdition(1, "d" * 64, "folder", 3, 0, failed="no way"), Going())
    note_published(opened.record, writer, PublicEdition(1, "d" * 64, "folder", 3, 0, test=True), Going())
    note_published(opened.record, writer, PublicEdition(2, "d" * 64, "canary-folder", 3, 0), Going())
    assert tell(hook) == 1
    (said,) = told(one)
    assert said["type"] == "page.published"
    assert said["data"]["edition"] == 2
    assert said["data"]["tlp"] == "TLP:CLEAR"
    assert "canary" not in json.dumps(said)


# ── the gate ─────────────────────────────────────────────────────────────────────────────────────────────────────

READERS = {
    "northmere": {"clear", "green", "amber", "strict"},
    "eastholt": {"clear", "green", "amber"},
    "farwick": {"clear"},
    "anybody": {"clear"},
}


@pytest.mark.parametrize("reader", READERS)
def test_each_machine_is_told_what_the_label_lets_its_body_have_by_machine(opened, named, machine, tell, reader):
    partner("eastholt", community=True)
    partner("farwick")
    one = machine()
    hook, _ = named(one, reader=reader)
    labels = {"clear": CLEAR, "green": GREEN, "amber": GIVEN, "strict": STRICT}
    labels["red"] = Handling(Tlp.RED, frozenset({"person:o-northmere-tactical"}))
    for name, handling in labels.items():
        seen(opened, handling, f"canary-{name}")
    tell(hook)
    found = {each["data"]["words"].rpartition("canary-")[2] for each in told(one)}
    assert found == READERS[reader]


def test_a_partner_that_was_cut_off_is_anybody_from_the_next_message_on(opened, named, machine, tell):
    from battlebox.web.models import Partner

    partner("eastholt", community=True)
    one = machine()
    hook, _ = named(one, reader="eastholt")
    seen(opened, GIVEN, "canary-before")
    assert tell(hook) == 1
    seen(opened, GIVEN, "canary-waits")
    from battlebox.web.hooks.round import put_down

    put_down(opened.record)
    Partner.objects.update(cut_off_at=timezone.now())
    seen(opened, GIVEN, "canary-after")
    assert tell(hook) == 0
    assert "kept back" in {each.state for each in hook.messages.all()}
    assert len(one.came) == 1


def test_a_body_tells_of_what_it_wrote_itself_alone(opened, named, machine, tell):
    one = machine()
    hook, _ = named(one)
    name = next(row.service for row in opened.estate.services if row.body == "eastholt")
    seen(opened, GIVEN, body="eastholt", service=name)
    assert tell(hook) == 0
    assert one.came == []


def test_nothing_of_what_is_told_is_kept_and_the_secret_lies_sealed(opened, named, machine, tell):
    from battlebox.web.models import Hook, HookTry, Told

    one = machine()
    hook, secret = named(one)
    seen(opened, GIVEN, "canary-words")
    tell(hook)
    rows = str([*Hook.objects.values(), *Told.objects.values(), *HookTry.objects.values()])
    assert "canary" not in rows
    assert secret not in rows
    assert "of-theirs" not in rows


# ── when it fails ────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_fails_is_tried_again_in_order_under_the_same_id_and_nothing_is_lost(opened, named, machine, tell, admin):
    from battlebox.web.models import Hook

    one = machine(500, 204)
    hook, _ = named(one)
    seen(opened, GIVEN, "canary-1")
    seen(opened, GIVEN, "canary-2")
    assert tell(hook) == 0
    assert len(one.came) == 1
    # Not at once again.
    assert tell(hook) == 0
    assert len(one.came) == 1
    said = words(admin.get(f"/access/machines/{hook.pk}/"))
    assert "Failed once; the next try is at" in said
    assert "a fault of its own" in said
    assert "2 waiting" in said
    Hook.objects.update(next_at=timezone.now() - timedelta(seconds=1))
    assert tell(hook) == 2
    ids = [headers["webhook-id"] for _, headers, _ in one.came]
    assert ids[0] == ids[1] != ids[2]
    assert [each["data"]["words"][-1] for each in told(one)] == ["1", "1", "2"]
    assert "Goes" in words(admin.get(f"/access/machines/{hook.pk}/"))


def test_an_admin_reads_alike_of_a_name_inside_and_of_one_that_nobody_knows(
    opened, named, tell, admin, capsys, desk_page, officer
):
    import socket

    from battlebox.web.models import HookTry

    def nobody(*_):
        raise socket.gaierror

    told_of = []
    for look in (nobody, lambda *_: ["10.1.2.3"]):
        hook, _ = named("https://files.inside.example/", called=f"Pager {len(told_of)}")
        seen(opened, GIVEN, f"canary {len(told_of)}")
        assert tell(hook, resolver=look) == 0
        told_of.append(words(admin.get(f"/access/machines/{hook.pk}/")))
        for council in ("eastholt", "farwick"):
            other = desk_page()
            sign_in(other, officer(council, admin=True).username)
            other.get(f"/access/machines/{hook.pk}/", expect=NOT_THERE)
    assert len({one.words for one in HookTry.objects.all()}) == 1
    assert all("leads to no machine that this desk may tell" in one for one in told_of)
    log = capsys.readouterr().err
    assert "was not told: no machine of its name is known here" in log
    assert "was not told: its name leads inside a network that hooks_inside does not name" in log
    assert "files.inside" not in log


def test_a_machine_that_never_takes_it_is_an_alarm_then_paused_and_goes_on_when_somebody_says_so(
    opened, named, machine, tell, admin
):
    from battlebox.share.hook import WAITS
    from battlebox.web.models import Alarm, Hook

    one = machine(*[500] * (len(WAITS) + 1), 204)
    hook, _ = named(one)
    seen(opened, GIVEN)
    for _ in range(len(WAITS) + 1):
        Hook.objects.update(next_at=None)
        assert tell(hook) == 0
    keys = [each.key for each in Alarm.objects.unseen() if each.key.startswith(f"hook:{hook.pk}:")]
    assert keys == [f"hook:{hook.pk}:paused"]
    Hook.objects.update(next_at=None)
    assert tell(hook) == 0
    assert len(one.came) == len(WAITS) + 1
    assert "Paused since" in words(admin.get(f"/access/machines/{hook.pk}/"))
    admin.post(f"/access/machines/{hook.pk}/go-on/")
    assert tell(hook) == 1
    assert not [each for each in Alarm.objects.unseen() if each.key.startswith(f"hook:{hook.pk}:")]


def test_a_machine_that_says_it_is_gone_is_paused_at_once(opened, named, machine, tell, admin):
    one = machine(410)
    hook, _ = named(one)
    seen(opened, GIVEN)
    tell(hook)
    assert "nothing more is wanted there" in words(admin.get(f"/access/machines/{hook.pk}/"))
    assert tell(hook) == 0
    assert len(one.came) == 1


def test_paused_waits_and_ended_is_told_nothing_more_and_forgotten(opened, named, machine, tell, admin):
    one = machine()
    hook, _ = named(one)
    admin.post(f"/access/machines/{hook.pk}/pause/")
    seen(opened, GIVEN)
    assert tell(hook) == 0
    admin.post(f"/access/machines/{hook.pk}/test/")
    assert hook.messages.count() == 1
    admin.post(f"/access/machines/{hook.pk}/go-on/")
    assert tell(hook) == 1
    seen(opened, GIVEN)
    admin.post(f"/access/machines/{hook.pk}/end/")
    assert tell(hook) == 0
    hook.refresh_from_db()
    assert hook.sealed == ""
    assert len(one.came) == 1
    admin.get(f"/access/machines/{hook.pk}/", expect=NOT_THERE)


def test_taps_on_a_test_leave_one_waiting_and_do_not_bring_the_pause_nearer(opened, named, machine, tell, admin):
    from battlebox.share.hook import WAITS

    one = machine(500)
    hook, _ = named(one)
    for _ in range(len(WAITS) + 2):
        admin.post(f"/access/machines/{hook.pk}/test/")
        assert tell(hook) == 0
    assert len(one.came) == len(WAITS) + 2
    assert hook.messages.count() == 1
    hook.refresh_from_db()
    assert (hook.paused_at, hook.failures) == (None, 1)


def test_a_test_says_that_it_is_one_and_each_try_stands_on_the_page(opened, named, machine, tell, admin):
    one = machine(401, 204)
    hook, _ = named(one)
    admin.post(f"/access/machines/{hook.pk}/test/")
    assert tell(hook) == 0
    admin.post(f"/access/machines/{hook.pk}/test/")
    assert tell(hook) == 1
    assert [each["type"] for each in told(one)] == ["test"] * 2
    said = words(admin.get(f"/access/machines/{hook.pk}/"))
    assert said.count("taken") >= 1
    assert "401" in said


# ── who names one ────────────────────────────────────────────────────────────────────────────────────────────────


def test_naming_one_and_a_new_secret_ask_for_the_password(opened, named, machine, officer, desk_page):
    hook, _ = named(machine())
    page = desk_page(officer("northmere", admin=True))
    for rest in ("new/", f"{hook.pk}/secret/"):
        asked = page.get(f"/access/machines/{rest}", expect=302)
        assert asked.headers["Location"].startswith("/account/again/")


def test_ending_one_asks_once_more_and_looking_ends_nothing(opened, named, machine, tell, admin):
    hook, _ = named(machine(500))
    seen(opened, GIVEN)
    tell(hook)
    page = f"/access/machines/{hook.pk}/end/"
    said = words(admin.get(page))
    assert "Tell Pager nothing more?" in said
    assert "1 message that waits for it is dropped" in said
    hook.refresh_from_db()
    assert hook.ended_at is None
    admin.post(page)
    hook.refresh_from_db()
    assert (hook.ended_at is not None, hook.sealed, hook.sealed_before) == (True, "", "")


def test_only_an_admin_of_the_body_names_sees_and_ends_them(opened, named, machine, officer, desk_page):
    hook, _ = named(machine())
    plain = desk_page("northmere")
    assert Act.LOOK in set().union(*MAY.values())
    for rest in ("", "new/", f"{hook.pk}/", f"{hook.pk}/end/", f"{hook.pk}/secret/"):
        plain.get(f"/access/machines/{rest}", expect=403)
    for council in ("eastholt", "farwick"):
        other = desk_page()
        sign_in(other, officer(council, admin=True).username)
        assert "No machine is told anything" in words(other.get("/access/machines/"))
        for rest in ("", "end/", "secret/"):
            other.get(f"/access/machines/{hook.pk}/{rest}", expect=NOT_THERE)
        for rest in ("test", "pause", "go-on", "end", "secret"):
            other.post(f"/access/machines/{hook.pk}/{rest}/", expect=NOT_THERE)
    hook.refresh_from_db()
    assert (hook.paused_at, hook.ended_at, hook.messages.count()) == (None, None, 0)


def test_the_other_admins_hear_of_it_and_the_secret_is_shown_once(opened, named, machine, officer, desk_page, admin):
    hook, secret = named(machine())
    second = desk_page(officer("northmere", admin=True))
    said = words(second.get("/access/"))
    assert "named a machine that is told what happens here: Pager, at 127.0.0.1:" in said
    assert "of-theirs" not in said
    for address in ("/access/machines/", f"/access/machines/{hook.pk}/"):
        text = second.get(address).content.decode()
        assert secret not in text
        assert "of-theirs" not in text


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("https://10.0.0.1/x", "inside this network"),
        ("http://hooks.example/", "without https://"),
        ("nonsense", "that is none"),
        ("https://a b.example/", "is none"),
    ],
)
def test_an_address_that_cannot_be_is_refused_at_its_field(opened, admin, url, says):
    said = {"name": "Pager", "url": url, "reader": "northmere", "kinds": ["incident.opened"]}
    answer = admin.send("/access/machines/new/", said, expect=MISTAKEN)
    assert says in words(answer)


def test_a_desk_that_practises_names_none_and_has_no_thread_for_it(opened, admin, monkeypatch):
    from dataclasses import replace

    from django.conf import settings

    from battlebox.share.ground import DrillDesk, RealDesk
    from battlebox.web.hooks import thread
    from battlebox.web.models import Hook

    monkeypatch.setattr(settings, "DESK", replace(settings.DESK, demo=True))
    said = {"name": "Pager", "url": "https://a.example/", "reader": "northmere", "kinds": ["incident.opened"]}
    assert "tells no machine anything" in words(admin.send("/access/machines/new/", said, expect=MISTAKEN))
    assert not Hook.objects.exists()
    thread.begin(opened.installation, DrillDesk("drill"), ())
    assert thread._DESK.hooking is None
    with pytest.raises(TypeError, match="told by a real desk"):
        thread.Hooking(opened.installation, DrillDesk("drill"))
    assert RealDesk("a") != DrillDesk("a")
