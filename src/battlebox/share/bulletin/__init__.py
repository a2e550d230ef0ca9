"""The signed partner bulletin: one file that works on day one, and the call-back list that says whose key is whose.

Law: opening needs neither an account nor a network nor a record; what a label does not let go is never written.
Not here: entries in the record (desk), pages and commands (web).
"""

from battlebox.share.bulletin.bulletin import HEADINGS, TITLE_MOST, Believed, Bulletin, Fact, Indicator
from battlebox.share.bulletin.callback import COLUMNS, CallBack, Partner
from battlebox.share.bulletin.drafted import DRAFT, from_draft, look_for
from battlebox.share.bulletin.errors import BulletinError
from battlebox.share.bulletin.errors import Code as BulletinCode
from battlebox.share.bulletin.fitting import Reader, must_fit, why_not
from battlebox.share.bulletin.opened import Holds, Opened, Signer, open_bulletin
from battlebox.share.bulletin.paper import bulletin_paper, callback_paper
from battlebox.share.bulletin.reading import from_says, to_says
from battlebox.share.bulletin.receipt import Receipt, acknowledge, must_be_heard, read_receipt, receipt_words
from battlebox.share.bulletin.signed import BYTES_MOST, SignedBulletin, sign_bulletin
from battlebox.share.bulletin.spoken import heard_words, key_words

__all__ = [
    "BYTES_MOST",
    "COLUMNS",
    "DRAFT",
    "HEADINGS",
    "TITLE_MOST",
    "Believed",
    "Bulletin",
    "BulletinCode",
    "BulletinError",
    "CallBack",
    "Fact",
    "Holds",
    "Indicator",
    "Opened",
    "Partner",
    "Reader",
    "Receipt",
    "SignedBulletin",
    "Signer",
    "acknowledge",
    "bulletin_paper",
    "callback_paper",
    "from_draft",
    "from_says",
    "heard_words",
    "key_words",
    "look_for",
    "must_be_heard",
    "must_fit",
    "open_bulletin",
    "read_receipt",
    "receipt_words",
    "sign_bulletin",
    "to_says",
    "why_not",
]
