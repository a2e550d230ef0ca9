"""Two councils with a shared line: what the tests of reconnection do at their desks.

Law: everything goes through the desk's own functions.
Not here: the incident itself (room.py).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from battlebox.desk import Role
from battlebox.desk.gate import Indicator, see_indicator
from battlebox.desk.picture import (
    Belief,
    Stage,
    Subject,
    Suspicion,
    estate_in_use,
    give_order,
    move_order,
    picture_of,
    state_suspicion,
)
from battlebox.desk.reconnect import (
    Joining,
    Judgement,
    Letter,
    Outcome,
    Wanted,
    ask_assurance,
    issue_letter,
    judge_letter,
    link_now,
    link_of,
    move_link,
)
from desk.room import SHARED, Room, officer

LINE, MAIL, LEFT = "shared.line", "shared.mail", "left.payroll-line"


class Links(Room):
    """The room, with what is done about its links."""

    def used(self, body="northmere"):
        return estate_in_use(self.sight(body), self.shelf)

    @property
    def estate(self):
        return self.used().estate

    def picture(self, body="northmere"):
        return picture_of(self.sight(body), self.used(body))

    def link(self, name=LINE, body="northmere"):
        return link_now(self.sight(body), self.picture(body), link_of(self.estate, name))

    def draft(self, issuer="northmere", **more) -> Letter:
        other = {"northmere": "eastholt", "eastholt": "northmere", "farwick": "northmere"}[issuer]
        now = self.record.now()
        whole = Letter(
            issuer=issuer,
            receiver=other,
            paths=(LINE,),
            happened="An admin account was used at night.",
            scope="Two servers were hit; the rest was looked at.",
            contained="Both were isolated.",
            eradicated="The tools that were found are removed.",
            credentials="Every admin password was reset on Tuesday.",
            rebuilt="Both servers, from the supplier's image.",
            monitoring="The firm watches all sign-ins.",
            residual="Mail of the week before is not read yet.",
            contacts="duty Silver, 07700 900456",
            evidence=("report of the firm, 26 November",),
            issued=now,
            valid_until=now + timedelta(days=14),
            signatory="tactical (Silver)",
        )
        return replace(whole, **more)

    def issue(self, issuer="northmere", who=None, **more):
        return issue_letter(self.record, self.estate, who or officer(issuer), self.draft(issuer, **more))

    def judge(self, saved, body="eastholt", outcome=Outcome.ACCEPT, who=None, over=None, **more):
        said = Judgement(
            outcome, "the firm's report says so", self.record.now() + timedelta(days=7), "tactical (Silver)"
        )
        name = saved.thing.partition("/")[2]
        return judge_letter(self.record, self.estate, who or officer(body), name, replace(said, **more), over=over)

    def agree(self):
        """Both sides assured, both accepted."""
        letters = [self.issue("northmere"), self.issue("eastholt")]
        for saved, body in zip(letters, ("eastholt", "northmere"), strict=True):
            self.judge(saved, body)
        return letters

    def move(self, to, body="eastholt", name=LINE, **more):
        asked = {"who": "network team", **more}
        roles = (Role.OPERATIONAL,) if to is Joining.VERIFIED else ()
        return move_link(self.record, self.picture(), officer(body, *roles), name, to, **asked)

    def suspect(
        self,
        body="northmere",
        system="northmere.servers",
        state=Suspicion.SUSPECTED,
        handling=SHARED,
        subject=Subject.SYSTEM,
    ):
        belief = Belief(state, self.record.now(), "head of IT", "a scan")
        return state_suspicion(self.record, self.estate, officer(body), subject, system, belief, handling=handling)

    def sign(self, body, system, what="a beacon to 192.0.2.7"):
        """A sign of the attack on a system, shared; its thing and its words."""
        seen = Indicator(what, "firewall log", (system,), "the firm", "night engineer", self.record.now())
        return see_indicator(self.record, self.estate, officer(body), seen, handling=SHARED).thing, seen

    def cut(self):
        """Eastholt cuts the line, and it is verified off."""
        give_order(self.record, self.estate, officer("eastholt"), "eastholt.cut-line", who="network team",
                   handling=SHARED)  # fmt: skip
        self.order(Stage.VERIFIED, means="a trace from both sides")

    def order(self, to, means=""):
        return move_order(self.record, self.estate, officer("eastholt"), "eastholt.cut-line", to, who="network team",
                          means=means, handling=SHARED)  # fmt: skip

    def ask(self, of="northmere", by="eastholt", paths=(LINE,), **more):
        wanted = Wanted(of, paths, "our front door works over it", "duty Silver", "mobile", **more)
        return ask_assurance(self.record, self.estate, officer(by), wanted)
