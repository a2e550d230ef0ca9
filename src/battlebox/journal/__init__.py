"""What happened: sign, verify, merge and replay the record of an incident.

Law: nothing acknowledged is lost, nothing recorded is changed unseen; this room knows nothing of estates, takes
bytes in and gives values out, and only disk.py touches files.
Not here: rules about an incident (desk), who may see a thing (marking).
"""

from battlebox.journal import paper
from battlebox.journal.attachment import ATTACHED_BYTES_MAX, Manifest, attach, attached, put_together, take_apart
from battlebox.journal.bundle import BundleReader, Heading, Limits
from battlebox.journal.canon import Json
from battlebox.journal.canon import check as check_value
from battlebox.journal.canon import decode as read_canonical
from battlebox.journal.canon import encode as to_canonical
from battlebox.journal.checkpoint import Checkpoint
from battlebox.journal.disk import TipFile, arriving_store, new_store, open_store, open_to_read, settle_store
from battlebox.journal.draft import Draft
from battlebox.journal.entry import Entry, read
from battlebox.journal.errors import Code as JournalCode
from battlebox.journal.errors import JournalError
from battlebox.journal.export import Copied, export, export_whole, send, take_bundle, take_store
from battlebox.journal.fold import Fold, Live
from battlebox.journal.folder import (
    DESK_LOCK,
    DRILL_MARK,
    TURNS,
    DataFolder,
    HeldFolder,
    extractor_source,
    read_file,
    reading,
    replacing,
    verifier_source,
    write_new,
)
from battlebox.journal.gobag import new_passphrase, new_sealing_key, seal, sealing_key_of, unseal
from battlebox.journal.header import Header, Write
from battlebox.journal.held import SEALED_SUFFIX, hold, is_sealed_by_words, opened, take_held
from battlebox.journal.journal import Journal
from battlebox.journal.kinds import BY_COMMAND, MEANING, Kind
from battlebox.journal.letter import LETTER_BYTES_MAX, SignedLetter, sign_letter, spoken_of
from battlebox.journal.news import FIRST, Mark, News
from battlebox.journal.opening import (
    Founding,
    begin,
    incident_of,
    is_exercise,
    must_suit,
    needs_new_key,
    open_beside,
    open_journal,
    receive,
)
from battlebox.journal.orders import adopt, agree_removal, ask_removal, enrol, lift_hold, place_hold, revoke
from battlebox.journal.pairing import from_card, qr_svg, six_words, to_card
from battlebox.journal.part import Part, PartClass, Slot
from battlebox.journal.sealed import open_part
from battlebox.journal.signatures import signatures_in
from battlebox.journal.signing import SigningKey, is_signed
from battlebox.journal.standing import EXERCISE, EXERCISE_FIELD, Desk, Standing, Status, standing_in, without_exercise
from battlebox.journal.store import Store
from battlebox.journal.sync import have, have_from_bytes, have_to_bytes, merge, offer
from battlebox.journal.taken import Taken
from battlebox.journal.turn import WAIT_SECONDS, Turn
from battlebox.journal.verify import Problem, Report, verify
from battlebox.journal.watch import LaptopWatch, Watch
from battlebox.journal.withhold import marking_of, shown_to
from battlebox.journal.witnessing import (
    Proof,
    check_sheet,
    continuation,
    make_checkpoint,
    note_again,
    note_printed,
    proof_of,
    witness,
)
from battlebox.journal.words import to_words

__all__ = [
    "ATTACHED_BYTES_MAX",
    "BY_COMMAND",
    "DESK_LOCK",
    "DRILL_MARK",
    "EXERCISE",
    "EXERCISE_FIELD",
    "FIRST",
    "LETTER_BYTES_MAX",
    "MEANING",
    "SEALED_SUFFIX",
    "TURNS",
    "WAIT_SECONDS",
    "BundleReader",
    "Checkpoint",
    "Copied",
    "DataFolder",
    "Desk",
    "Draft",
    "Entry",
    "Fold",
    "Founding",
    "Header",
    "Heading",
    "HeldFolder",
    "Journal",
    "JournalCode",
    "JournalError",
    "Json",
    "Kind",
    "LaptopWatch",
    "Limits",
    "Live",
    "Manifest",
    "Mark",
    "News",
    "Part",
    "PartClass",
    "Problem",
    "Proof",
    "Report",
    "SignedLetter",
    "SigningKey",
    "Slot",
    "Standing",
    "Status",
    "Store",
    "Taken",
    "TipFile",
    "Turn",
    "Watch",
    "Write",
    "adopt",
    "agree_removal",
    "arriving_store",
    "ask_removal",
    "attach",
    "attached",
    "begin",
    "check_sheet",
    "check_value",
    "continuation",
    "enrol",
    "export",
    "export_whole",
    "extractor_source",
    "from_card",
    "have",
    "have_from_bytes",
    "have_to_bytes",
    "hold",
    "incident_of",
    "is_exercise",
    "is_sealed_by_words",
    "is_signed",
    "lift_hold",
    "make_checkpoint",
    "marking_of",
    "merge",
    "must_suit",
    "needs_new_key",
    "new_passphrase",
    "new_sealing_key",
    "new_store",
    "note_again",
    "note_printed",
    "offer",
    "open_beside",
    "open_journal",
    "open_part",
    "open_store",
    "open_to_read",
    "opened",
    "paper",
    "place_hold",
    "proof_of",
    "put_together",
    "qr_svg",
    "read",
    "read_canonical",
    "read_file",
    "reading",
    "receive",
    "replacing",
    "revoke",
    "seal",
    "sealing_key_of",
    "send",
    "settle_store",
    "shown_to",
    "sign_letter",
    "signatures_in",
    "six_words",
    "spoken_of",
    "standing_in",
    "take_apart",
    "take_bundle",
    "take_held",
    "take_store",
    "to_canonical",
    "to_card",
    "to_words",
    "unseal",
    "verifier_source",
    "verify",
    "without_exercise",
    "witness",
    "write_new",
]
