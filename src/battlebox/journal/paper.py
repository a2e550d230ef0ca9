"""What is printed: a checkpoint for somebody to hold, and one page that explains an export to a solicitor.

Law: each paper says what to do with it; a checkpoint nobody holds proves nothing, and the paper says that too.
Not here: setting type and files (a face), the checkpoint itself (checkpoint.py).
"""

from __future__ import annotations

from typing import Final

from battlebox.journal.checkpoint import Checkpoint
from battlebox.journal.standing import EXERCISE

VERIFIER: Final = "verify_journal.py"
EXTRACTOR: Final = "extract_files.py"
EXPLANATION: Final = "READ-ME-FIRST.txt"
RECORD: Final = "incident.jsonl.gz"
BAG: Final = "incident.bbx"
NOTE: Final = "checkpoint.txt"
RESTORE: Final = "RESTORE.txt"

NAMES: Final = (RECORD, BAG, VERIFIER, EXTRACTOR, NOTE, EXPLANATION, RESTORE)
"""Every file that an export may write."""

WHAT_TO_DO: Final = (
    "Sign and date this sheet, and keep it where the council's network cannot reach it: if the record is ever "
    "questioned, whoever has this sheet can show that nothing in its first {size} entries was changed or left out."
)
HOW_TO_COMPARE: Final = "To compare it at that desk: battlebox journal verify --sheet '{size} {words}'"


def checkpoint_page(note: Checkpoint, *, desk: str, printed_at: str, holder: str = "", exercise: bool) -> str:
    """The sheet in Typst, to be set together with the QR code `qr.svg`; A4, one page."""
    size, words = note.to_spoken()
    spoken = " \\ ".join(" ".join(words.split()[start : start + 4]) for start in (0, 4, 8))
    lines = " \\ ".join(f"#raw({_quoted(line)})" for line in note.to_text().replace(" ", "\n  ").splitlines() if line)
    todo, compare = WHAT_TO_DO.format(size=size), HOW_TO_COMPARE.format(size=size, words=words)
    drill = f'#text(size: 16pt, weight: "bold")[{EXERCISE}]' if exercise else ""
    return f"""#set page(paper: "a4", margin: 20mm)
#set text(size: 11pt, lang: "en")
{drill}

#text(size: 22pt, weight: "bold")[Checkpoint of the incident record]

Incident #raw({_quoted(note.incident[:16])}) #h(1em) desk #strong({_quoted(desk)}) #h(1em)
printed {_escaped(printed_at)}

#align(center)[#image("qr.svg", width: 85mm)]

#grid(columns: (1fr, 2fr), gutter: 10mm,
  [*Entries* \\ #text(size: 28pt, weight: "bold")[{size}]],
  [*Twelve words to read out by phone* \\ #text(size: 16pt)[{spoken}]],
)

#block(stroke: 1pt, inset: 10pt, width: 100%)[*What to do:* {_escaped(todo)} \\
  #text(size: 9pt)[{_escaped(compare)}]]

#grid(columns: (1fr, 1fr), gutter: 10mm, row-gutter: 12mm,
  [Held by (body and role) \\ {_escaped(holder) if holder else ""} \\ #line(length: 100%)],
  [Signature, date and time by your own watch \\ \\ #line(length: 100%)],
)

#text(size: 7pt)[{lines}]
"""


def explanation(  # noqa: PLR0913 - one argument for each fact on the page
    incident: str, *, desk: str, entries: int, withheld: int, to: str, sealed: bool, exercise: bool
) -> str:
    """One page for a solicitor, an officer of a court or an inquiry; plain text, 80 columns."""
    opening = (
        f"The record is sealed. Open it first, with the age program (age-encryption.org):\n"
        f"         age -d -o {RECORD} {BAG}"
        if sealed
        else f"The record is {RECORD}: gzipped lines of JSON, readable with any editor once unpacked."
    )
    return (_OF_A_DRILL if exercise else "") + _EXPLANATION.format(
        incident=incident,
        desk=desk,
        entries=entries,
        withheld=withheld,
        to=to or "anybody",
        opening=opening,
        record=RECORD,
        note=NOTE,
        verifier=VERIFIER,
        extractor=EXTRACTOR,
    )


def restoring(incident: str, *, desk: str, entries: int, exercise: bool) -> str:
    """How to go on from a whole copy on another computer; plain text, 80 columns, each command on a line of its own."""
    return (_OF_A_DRILL if exercise else "") + _RESTORING.format(incident=incident, desk=desk, entries=entries)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _escaped(text: str) -> str:
    return f"#{_quoted(text)}"


_OF_A_DRILL: Final = f"""\
{EXERCISE}
  Everything in this record was practised. Nothing in it happened.

"""
_RESTORING: Final = """\
HOW TO GO ON FROM THIS STICK
  You need: this stick, the six words that seal it, and a computer with Battlebox that
  was never on the council's network. It takes five minutes, and no network.

  Incident {incident}
  as the desk "{desk}" held it: {entries} entries.

  1. Open a terminal in the folder of this stick, and take the record in. Type the six
     words when they are asked for:
         battlebox journal import .
  2. Prove it. The last words must be "nothing is wrong":
         battlebox journal verify
  3. Read what happened last:
         battlebox journal show
     The estate is not in the record: bring it in at the desk (Estate, Bring one in) from
     its own file, which you took along, or from the other desk's zip.
  4. This computer now has a key of its own: the old one is not on the stick, and must
     not be. Show its card:
         battlebox journal card
     Read its six words aloud to whoever keeps your body's admin key. With the stick that
     holds that key, and what the card says, on this computer or any other desk:
         battlebox journal enrol CARD --org BODY --name DESK --admin FILE --yes
     Until then you can write, with these commands or in the browser (battlebox desk), and
     what you write is kept and marked as from a desk that nobody enrolled yet. While a
     desk is open on this computer, close it (Ctrl-C) to run these commands.
  5. Write down that the desk moved, and why:
         battlebox journal append note:written --text "we go on from the stick"
  6. Print a checkpoint and give the sheet to somebody outside:
         battlebox journal checkpoint --pdf sheet.pdf --holder "who takes it"

  If the old computer still runs, switch it off or have its key revoked: two computers
  that go on as one desk are two stories of one night.
"""


_EXPLANATION: Final = """\
WHAT THIS IS
  A copy of the record of incident
      {incident}
  as the desk "{desk}" held it, made for: {to}.
  It has {entries} entries. {withheld} parts of entries were kept back from this copy.

WHAT IT SHOWS
  Each entry was signed, when it was written, by the key of the desk that wrote it
  (Ed25519), and names the entries its writer had seen before (by SHA-256). So:
  - an entry cannot be changed, and none can be put in under another desk's name,
    without this being seen;
  - an entry cannot be taken out if any later entry, of any desk, names it;
  - "entry B names entry A" proves that whoever wrote B had seen A. The times in the
    entries are what each laptop's own watch said, right or wrong: they are evidence,
    and the order of entries does not rest on them.
  Words kept back or removed leave their hash, and the entry says who wrote it and
  when. Nobody can guess the words from the hash.

HOW TO CHECK IT YOURSELF (no Battlebox, no network)
  1. {opening}
     On a computer with Python 3.9 or later, in this folder:
         python3 {verifier} {record} {note}
  2. It prints "nothing is wrong", or each thing that is wrong.
  3. Compare the desks and keys that it lists with what each council says its keys
     are, by phone or in person. This step is yours: a list in a file proves nothing.
  4. If somebody holds a printed checkpoint of this desk, compare it: its number of
     entries and twelve words. It pins everything up to that number.
  5. Files that were put with entries (a ransom note, a photograph) are in the record,
     sealed in pieces. Once step 2 found nothing wrong, this writes them into a folder:
         python3 {extractor} {record} files
     Each is written only if it is, byte for byte, the one that its entry describes.
  Both programs are short; have them read by somebody you trust.

WHAT IT CANNOT SHOW
  - That what was written is true: only who wrote it, after what, and that it is
    unchanged.
  - Which person typed it: a key belongs to a desk's computer. The entry names the
    officer as the desk did.
  - That the last entries of a desk are all here, when no other desk and no printed
    checkpoint had seen them. "Not yet witnessed" is said where it is so.
  - That a key was not stolen. A thief can add entries, never change earlier ones.
"""
