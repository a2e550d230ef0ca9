"""A new secret for a machine that is told: shown once, beside the old one for a day, or in its place at once."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from web.desk_page import words
from web.hooks.conftest import SECRET
from web.hooks.test_hooks import GIVEN, MISTAKEN, seen


def verified(one, secret):
    """Whether the last message that came is proved by this secret."""
    _, headers, raw = one.came[-1]
    try:
        Webhook(secret).verify(raw, {name.lower(): value for name, value in headers.items()})
    except WebhookVerificationError:
        return False
    return True


def renewed(page, hook, before):
    """A new secret, made by the page; its answer and the secret."""
    made = page.send(f"/access/machines/{hook.pk}/secret/", {"before": before}, expect=200)
    return words(made), SECRET.search(made.content.decode())[0]


def test_a_new_secret_is_shown_once_and_the_old_one_counts_beside_it_for_a_day(opened, named, machine, tell, admin):
    from battlebox.web.models import Alarm, Hook

    one = machine()
    hook, old = named(one)
    said, new = renewed(admin, hook, "day")
    assert new != old
    assert "signed by both" in said
    page = admin.get(f"/access/machines/{hook.pk}/")
    assert "The one before counts beside it until" in words(page)
    assert not SECRET.search(page.content.decode())
    assert [each for each in Alarm.objects.unseen() if "made a new secret" in each.words]
    seen(opened, GIVEN)
    assert tell(hook) == 1
    assert [verified(one, each) for each in (new, old)] == [True, True]
    Hook.objects.update(before_until=timezone.now() - timedelta(seconds=1))
    seen(opened, GIVEN)
    assert tell(hook) == 1
    assert [verified(one, each) for each in (new, old)] == [True, False]
    hook.refresh_from_db()
    assert (hook.sealed_before, hook.before_until) == ("", None)
    assert "The one before" not in words(admin.get(f"/access/machines/{hook.pk}/"))


def test_a_secret_that_others_may_know_ends_at_once(opened, named, machine, tell, admin):
    one = machine()
    hook, old = named(one)
    said, new = renewed(admin, hook, "now")
    assert "The one before ended" in said
    seen(opened, GIVEN)
    assert tell(hook) == 1
    assert [verified(one, each) for each in (new, old)] == [True, False]


def test_what_becomes_of_the_old_secret_has_to_be_said(opened, named, machine, admin):
    hook, _ = named(machine())
    kept = hook.sealed
    admin.send(f"/access/machines/{hook.pk}/secret/", {"before": "never"}, expect=MISTAKEN)
    hook.refresh_from_db()
    assert (hook.sealed, hook.before_until) == (kept, None)


def test_a_page_that_shows_a_secret_is_kept_nowhere(opened, named, machine, admin):
    hook, _ = named(machine())
    for rest in ("new/", f"{hook.pk}/secret/"):
        assert "no-store" in admin.get(f"/access/machines/{rest}").headers["Cache-Control"]
