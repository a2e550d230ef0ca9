"""Words that tell much the same: whatever was taken was stolen or copied, and what is shut is closed, off or down.

Law: it is a hint for a reader, so a word that is used for much else stays out, unless what it stands for here is what a
council is asked about in an emergency.
Not here: what comes close to a wording (telling.py).
"""

from __future__ import annotations

from typing import Final

from battlebox.desk.wording.alike import plain

_LIKE: Final = (
    "copied copy copies copying taken took take stolen steal stole stealing leaked leak exfiltrated gone",
    "shut closed close offline off down unplugged disconnected unavailable",
    "attackers attacker hackers hacker intruders intruder criminals thieves gang",
    "came come entered enter access accessed broke breached breach intruded got let",
    "network networks computers computer systems system servers server",
    "records record files file data details information documents",
    "residents resident citizens households customers",
    "email mail emails mails mailbox mailboxes",
    "phones phone telephone telephones lines",
    "encrypted locked scrambled unreadable",
    "deleted delete wiped erased destroyed",
    "ransom extortion blackmail",
    "asked demanded demand demands wanted",
    "paid pay pays payment payments",
    "resigned resign quit stepped sacked dismissed suspended",
    "head chief director leader boss",
    "staff employees employee workers colleagues",
    "supplier suppliers contractor vendor firm company",
    "password passwords credentials login logins",
    "malware ransomware virus",
    "website site webpage",
    "backups backup",
    "wages salaries payroll",
    "late delayed delay delays slow slower",
    "restored recovered repaired fixed",
    "published posted sold",
    "arrested arrest detained",
    "children child pupils",
    "injured hurt harmed",
    "died dead death killed",
)
_ONE: Final = {plain(word): plain(group.split()[0]) for group in _LIKE for word in group.split()}


def one_for(word: str) -> str | None:
    """The word that stands for all that tell much the same as a plain word; nothing where there is none."""
    return _ONE.get(word)
