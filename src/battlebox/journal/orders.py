"""What changes who is believed and what is kept: enrol, revoke, adopt, hold, remove.

Law: each is one entry, refused here if the record already forbids it; what it then does is a function of the set of
entries (standing.py, redaction.py), so a desk that did not refuse it in time comes to the same state.
Not here: asking the officer (desk), the admin key's whereabouts.
"""

from __future__ import annotations

from battlebox.journal.draft import Draft
from battlebox.journal.entry import Entry
from battlebox.journal.errors import Code, JournalError
from battlebox.journal.header import About
from battlebox.journal.journal import Journal
from battlebox.journal.kinds import Kind
from battlebox.journal.redaction import EVERYTHING
from battlebox.journal.signing import SigningKey
from battlebox.journal.standing import Desk
from battlebox.journal.statement import signed
from battlebox.marking import Tlp


def enrol(journal: Journal, new: Desk, admin: SigningKey) -> Entry:
    """Take a desk into the incident. Raises JournalError if this is not its organisation's admin key."""
    _check_admin(journal, new.org, admin)
    if new in journal.state.standing.desks.get(new.key, ()):
        raise JournalError.of(Code.DONE_ALREADY, desk=new.key, what="enrolled as that")
    about: About = {"key": new.key, "org": new.org, "role": new.role, "name": new.name}
    return _ordered(journal, Kind.KEY_ENROLLED, about, admin)


def revoke(  # noqa: PLR0913 - an order says whose, which, until where and why
    journal: Journal, key: str, org: str, admin: SigningKey, *, last_good: str = "", reason: str = ""
) -> Entry:
    """Take a desk's key out; its entries up to `last_good` stand. Raises JournalError."""
    _check_admin(journal, org, admin)
    if last_good:
        journal.row(last_good)
    if (key, org, last_good) in journal.state.standing.revoked:
        raise JournalError.of(Code.DONE_ALREADY, desk=key, what="revoked from there on")
    about: About = {"key": key, "org": org, "last_good": last_good, "reason": reason}
    return _ordered(journal, Kind.KEY_REVOKED, about, admin)


def adopt(journal: Journal, identity: str, by: str = "") -> Entry:
    """Take in an entry that came after its key was revoked. Raises JournalError if it is not here."""
    journal.row(identity)
    return journal.append(Draft(Kind.ENTRY_ADOPTED, tlp=Tlp.GREEN, by=by, about={"entry": identity}))


def place_hold(journal: Journal, ground: str, *, identity: str = EVERYTHING, by: str = "") -> Entry:
    """Forbid removing anything of one entry, or of the whole journal."""
    if identity != EVERYTHING:
        journal.row(identity)
    about: About = {"entry": identity, "ground": ground}
    return journal.append(Draft(Kind.HOLD_PLACED, tlp=Tlp.GREEN, by=by, about=about))


def lift_hold(journal: Journal, hold: str, by: str = "") -> Entry:
    """End a hold that this desk's organisation placed. Raises JournalError if it is not one."""
    state = journal.state
    ours = state.standing.orgs_of(_desk(journal).public)
    placed = next((one for one in state.removals.holds() if one.id == hold), None)
    if placed is None or not placed.orgs & ours:
        raise JournalError.of(Code.NO_HOLD, entry=hold, org=", ".join(sorted(ours)) or "this desk")
    return journal.append(Draft(Kind.HOLD_LIFTED, tlp=Tlp.GREEN, by=by, about={"hold": hold}))


def ask_removal(journal: Journal, identity: str, place: int, ground: str, by: str = "") -> Entry:
    """Ask that a part be removed, on a ground that names no person. Raises JournalError under legal hold."""
    if not 0 <= place < len(journal.entry(identity).header.parts):
        raise JournalError.of(Code.NO_PART, entry=identity, part=place)
    _check_hold(journal, identity)
    about: About = {"entry": identity, "part": place, "ground": ground}
    return journal.append(Draft(Kind.REDACTION_ASKED, tlp=Tlp.GREEN, by=by, about=about))


def agree_removal(
    journal: Journal, request: str, *, admin: SigningKey | None = None, org: str = "", by: str = ""
) -> Entry:
    """Agree to a removal as a second desk, or on the first desk with the admin key; the bytes go at once.

    Raises JournalError: nothing was asked, a legal hold, the same desk without the admin key.
    """
    asked = journal.state.removals.asked.get(request)
    if asked is None:
        raise JournalError.of(Code.NOT_ASKED, entry=request)
    _check_hold(journal, asked.entry)
    about: About = {"asked": request}
    if admin is not None:
        _check_admin(journal, org, admin)
        agreed = _ordered(journal, Kind.REDACTION_AGREED, about | {"org": org}, admin, by=by)
    elif asked.key == _desk(journal).public:
        raise JournalError.of(Code.SAME_PERSON)
    else:
        agreed = journal.append(Draft(Kind.REDACTION_AGREED, tlp=Tlp.GREEN, by=by, about=about))
    journal.finish_removals()
    return agreed


def _ordered(journal: Journal, kind: Kind, about: About, admin: SigningKey, by: str = "") -> Entry:
    return journal.append(Draft(kind, tlp=Tlp.GREEN, by=by, about=signed(journal.incident, kind, about, admin)))


def _desk(journal: Journal) -> SigningKey:
    if journal.desk is None:
        raise JournalError.of(Code.NO_KEY)
    return journal.desk


def _check_admin(journal: Journal, org: str, admin: SigningKey) -> None:
    if journal.state.standing.orgs.get(org) != admin.public:
        raise JournalError.of(Code.NOT_ADMIN, org=org)


def _check_hold(journal: Journal, identity: str) -> None:
    hold = journal.state.removals.hold_over(identity)
    if hold is not None:
        raise JournalError.of(Code.ON_HOLD, entry=identity, ground=hold.ground)
