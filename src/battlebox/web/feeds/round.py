"""One poll of one feed, from its row to its row.

Law: it is written down how each poll ended; a partner that was cut off is not asked; an alarm is raised once for what
somebody has to mend, or for what has failed five times, and is over with the next poll that goes well.
Not here: when polls are made (thread.py), how one goes (share.polling).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.utils import timezone

from battlebox.share.polling import Asker, Limits, Polled, Poller, PollError, Rest, Trust, Turn
from battlebox.share.polling import Feed as Asked
from battlebox.share.sending import Breaker, RealDesk
from battlebox.share.taxii import TaxiiError
from battlebox.web.feeds.keeping import FeedKeeping, reads
from battlebox.web.feeds.seal import unseal
from battlebox.web.models import Alarm, Feed

FAILURES_MAX: Final = 5


def due() -> list[Feed]:
    """The feeds that are asked now."""
    now = timezone.now()
    rows = Feed.objects.filter(partner__cut_off_at=None).select_related("partner", "into")
    return [row for row in rows if rest_of(row).is_due(now)]


def asked_of(row: Feed, desk: RealDesk) -> Asked:
    """A feed as it is asked. Raises PollError."""
    return Asked(
        row.name,
        row.partner.name,
        row.root,
        row.remote,
        unseal(desk, row.sealed, row.root, row.certificate),
        Trust(row.ca_file, row.pin),
        Limits(**row.limits),
        row.may_be_private,
    )


def rest_of(row: Feed) -> Rest:
    """How it rests."""
    breaker = Breaker(row.failures, row.rests_until, row.words)
    return Rest(row.every_seconds, breaker, row.next_at, row.in_a_row)


def poll_once(
    row: Feed, desk: RealDesk, *, stop_asked: Callable[[], bool] = lambda: False, asking: dict[str, Any] | None = None
) -> Polled:
    """Poll it, and write down how that ended."""
    keeping, rest = FeedKeeping(row), rest_of(row)
    try:
        asked = asked_of(row, desk)
        with Asker(asked.server, **(asking or {})) as asker:
            poller = Poller(
                reads, (TaxiiError,), keeping, keeping, stop_asked=lambda: stop_asked() or keeping.is_cut_off
            )
            polled = poller.poll(asked, asker, pages_max=rest.pages(asked.limits.pages_max))
    except PollError as wrong:
        polled = Polled(wrong.code, str(wrong), wrong.hint)
    rest.heard(polled, timezone.now())
    _write(row, polled, rest)
    _alarm(row, polled, rest)
    return polled


def _write(row: Feed, polled: Polled, rest: Rest) -> None:
    now = timezone.now()
    is_well = polled.turn in (Turn.DONE, Turn.GO_ON)
    Feed.objects.filter(pk=row.pk).update(
        next_at=rest.next_at,
        in_a_row=rest.in_a_row,
        failures=rest.breaker.failures,
        rests_until=rest.breaker.until,
        polled_at=now,
        heard_at=now if is_well else row.heard_at,
        code=polled.code.value,
        words=polled.words[:2000],
        hint=polled.hint[:600],
        new_total=row.new_total + polled.new,
    )


def _alarm(row: Feed, polled: Polled, rest: Rest) -> None:
    key = f"poll:{row.pk}:"
    if polled.turn in (Turn.DONE, Turn.GO_ON):
        Alarm.objects.over(key, row.ours)
        return
    if polled.turn is Turn.LATER and rest.breaker.failures < FAILURES_MAX:
        return
    mine = f"{key}{polled.code.value}"
    if not Alarm.objects.unseen().filter(key=mine).exists():
        Alarm.objects.tell(f"The feed {row.name}: {polled.sentence}. {polled.hint}.", body=row.ours, key=mine)
