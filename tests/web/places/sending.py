"""What the threads that send do, done here and now, inside a test's own transaction."""

from __future__ import annotations

from battlebox.desk.message import Means, order_message, progress_of, read_roll
from battlebox.share.sending import DrillDesk, FakeSenders, Lane, Pace
from desk.gate import ON_NOTHING
from desk.room import officer as desk_officer

EVERY = frozenset(Means)
HEAD = "person,name,notify_text,mail,phone\n"
ADA, BEN, CY = (
    "e-1,Ada Okafor,07700 900123,ada@example.org,020 7946 0123\n",
    "e-2,Ben Marsh,,ben@example.org,\n",
    "e-3,Cy,,,\n",
)


class Sending:
    """What the threads do, done here and now, inside the test's own transaction."""

    def __init__(self, opened):
        from battlebox.web.sending.means import Reach
        from battlebox.web.sending.posting import Posting

        self.opened = opened
        self.senders = FakeSenders(DrillDesk("test"))
        self.posting = Posting(opened.installation, Reach(self.senders, lambda _: 10**6, "https://desk.example.org"))
        self.posting.lanes.clear()

    def lane(self, means, sender=None):
        from django.utils import timezone

        sender = sender or self.senders.of(means)
        return Lane(sender, self.posting.outbox, self.posting.ledger, timezone.now, Pace(10**6), width=1)

    def run(self, *means, sender=None):
        for each in means or (Means.NOTIFY_TEXT, Means.MAIL):
            lane = self.lane(each, sender)
            lane.recover()
            while lane.round():
                pass
            lane.close()

    def order(self, *rows, **more):
        roll = read_roll(HEAD + "".join(rows or (ADA, BEN, CY)), EVERY)
        given = {
            "rests": ON_NOTHING,
            "subject": "Phones are down",
            "text": "Use the numbers.",
            "without_seen": len(roll.without),
        } | more
        thing = order_message(self.opened.record, desk_officer("northmere"), roll, **given).thing
        assert self.posting.take_up() == 1
        return thing

    def progress(self, message):
        return progress_of(self.opened.record, [message])[message]
