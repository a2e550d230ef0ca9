"""What the desk refuses, in sentences for a tired person.

Law: one code per cause, one (sentence, hint) per code; faces choose layout, never wording.
Not here: the codes (causes.py), mistakes in a form's shape (web), what the journal and the estate refuse themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from battlebox.desk.causes import Code

__all__ = ["TEXT", "Code", "DeskError"]


TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.NOT_ALLOWED: (
        "your role here ({roles}) may not {act}",
        "ask someone who holds {who}, or have the tactical lead give you a role",
    ),
    Code.NOT_HELD: (
        "you may not {act} as {role}, which you do not hold here",
        "ask someone who holds {role}, or choose a role that is yours: {own}",
    ),
    Code.ROLE_MAY_NOT: ("{role} may not {act}", "choose a role that may: {who}"),
    Code.NO_PEN: (
        "this desk holds no key to write for {body}",
        "sign in at a desk of {body}, or have its admin enrol this one",
    ),
    Code.NO_JUDGEMENT: (
        "a machine may not say that something is {what}",
        "have an officer say it: a machine says what it suspects, or what it saw",
    ),
    Code.NOT_OF_THE_BODY: (
        "{body} has no {what} of this id{near}",
        "choose from the list of the body's own things: things of other bodies are theirs to report",
    ),
    Code.ASKED_OTHERWISE: (
        "this was recorded already, as {number}, with other words",
        "send other words under a key of their own",
    ),
    Code.NOT_WRITTEN_YET: (
        "the record here is at mark {here}, and {mark} is not written yet",
        "ask for a mark of {here} or less, or leave the mark out",
    ),
    Code.NOT_BELIEVED_YET: (
        "this desk is not enrolled for {body} yet, so what a machine says would count for nobody",
        "have the admin of {body} enrol this desk in the incident",
    ),
    Code.NOT_SEEN: (
        "there is no {what} {id} that you may see",
        "go back to the list and choose from it",
    ),
    Code.BLANK: ("{field} is blank", "write {what}; `not known yet` is an answer"),
    Code.UNSEEN_LETTER: (
        "{field} holds a letter that cannot be seen, or that turns the writing around ({found})",
        "type it again by hand: it came with words that were pasted",
    ),
    Code.TOO_LONG: ("{field} is {found} characters long, and {most} fit", "shorten it, or attach the rest as a file"),
    Code.WRONG_STATE: ("{what} is {state}, so it cannot be {act}", "{hint}"),
    Code.UNKNOWN_ID: ("the estate has no {what} {id}{near}", "choose from the list on the Estate page"),
    Code.OTHER_BODY: (
        "{what} is for {owner} to order, not for {body}",
        "ask {owner}: record it as an ask, with the person you rang",
    ),
    Code.CHANGED_MEANWHILE: (
        "{what} was changed while you wrote, by {by} at {at}",
        "both versions are kept: read them and choose one",
    ),
    Code.ALREADY: ("{what} is already {state}", "nothing needs to be done; see {number}"),
    Code.FUTURE: ("{field} lies {ahead} ahead of this desk's own time", "check the date, or the laptop's clock"),
    Code.LONG_AGO: (
        "{field} lies {ago} before this desk's own time",
        "check the machine's clock; what is older than a year an officer writes",
    ),
    Code.NOT_YOURS: (
        "{what} is {owner}'s, so {body} may not {act} it",
        "write a note beside it in the log, and tell {owner}",
    ),
    Code.TOO_EARLY: ("{field} lies before {other}", "check the date and the time of both"),
    Code.PRIVILEGED: (
        "{what} is legally privileged and would travel further with the label {tlp}",
        "mark it TLP:AMBER+STRICT and name the bodies within the privilege",
    ),
    Code.OWN_TO_RESTORE: (
        "{what} is {body}'s own to bring back, so nobody need promise it",
        "plan it in your own order of return",
    ),
    Code.OWN_TO_ORDER: (
        "{what} is for {body} itself to order",
        "give the order on the Contain page: nobody need be asked",
    ),
    Code.TWO_PAGES: (
        "the note has {found} lines, and two pages hold {most}",
        "take out what stands in the log: the next one can read it there",
    ),
    Code.HALF_DONE: (
        "{first} was recorded as {number}, and {second} was not: {why}",
        "do not send it again: go to {number} and go on from there",
    ),
    Code.CLOSED: (
        "this incident is closed, so that cannot be recorded any more",
        "write a late line in the log and say why it comes now, or have Gold or Silver open the incident again",
    ),
    Code.LATE: (
        "{field} was {ago} ago, and nothing says why it is written only now",
        "say why it is late; `busy on the phone` is an answer",
    ),
    Code.NOT_TO_SHARE: (
        "{number} cannot be shared: {why}",
        "leave it out; what it says can be written anew, by whoever may",
    ),
    Code.NOT_AT_HAND: ("this file holds no {what}", "choose {hint}"),
    Code.BAD_ALLOWANCE: (
        "{found} is no time that a clock can allow",
        "write such as 72 hours, 3 working days, 1 month, by 1 December, at once, or none",
    ),
    Code.BAD_CLOCK: (
        "the library of clocks has a mistake at {place}: {wrong}",
        "mend it as the page on the format of clocks says",
    ),
    Code.CLOCK_OFF: (
        "the clock {clock} is switched off: {why}",
        "if a contract asks for it, write it into your estate's own clocks",
    ),
    Code.LATE_WHY: (
        "{to} was told after the clock had ended ({due}), and nobody says why",
        "write the reason for the delay: it goes with the report",
    ),
    Code.BEFORE_CLOCK: (
        "`{clock}` begins at {begins}, and nobody can have been told at {at}, before it",
        "check the time; where it is right, you were aware before: name that time first, then record the report",
    ),
    Code.BAD_TEMPLATE: ("{file}, line {line}: {why}", "{hint}"),
    Code.BAD_CATALOGUE: (
        "{file} is no catalogue of a language: {why}",
        "compile it from the words to translate, and name it by the language, such as cy.mo",
    ),
    Code.MAY_NOT_LEAVE: ("this may not leave: {why}", "{hint}"),
    Code.OWN_WORDS: (
        "the words do not have {facts}, on which they are said to rest",
        "put the fact in as it stands, leave it out, or say why these words are your own",
    ),
    Code.NOT_CONCERNED: (
        "{what} is not about {body}, so {body} has nothing to clear",
        "those it is about are: {bodies}",
    ),
    Code.NAMES_COUNCIL: (
        "the wording names {councils}, and the fact is not said to be about them",
        'tick them under "Which bodies it speaks of", so that they clear it; or say why it is not about them',
    ),
    Code.NOT_AS_USUAL: (
        "of {what} something is written already, or the live picture says that it does not work as usual",
        "leave it out here, and open it by itself to write its words",
    ),
    Code.NO_SECOND: (
        "nobody else has looked at this page as it is now, and two people must",
        "have a second person who may publish look at it and say yes; if nobody can be had, say why it cannot wait",
    ),
    Code.SAME_PERSON: (
        "you proposed {number} yourself, and somebody else must agree to it",
        "ask a second person of your body who may say what partners may have",
    ),
    Code.CHANGE_ANSWERED: (
        "that was answered already, by {number}",
        "read the answer; propose it anew if it should be otherwise",
    ),
    Code.STEP_TAKEN: (
        "this step is a task already: {number}",
        "open that task; a step is taken over once in an incident",
    ),
    Code.NOT_PREPARED: (
        "these are not words that were prepared for the life-safety lane",
        "choose prepared words as they stand; anything else is cleared before it goes",
    ),
    Code.NOT_RUNG: (
        "{found} is no number that can be rung",
        "write it whole, such as 020 7946 0123 or 999; words and a second number may stand beside it",
    ),
    Code.NOT_A_PLACE: (
        "{found} is no place that people can come to",
        "write it as on an envelope; a web address has a field of its own",
    ),
    Code.NOT_A_LIST: (
        "this is no list of people: {why}",
        "export it as CSV with a head such as person,name,notify_text,mail,phone",
    ),
    Code.BAD_MAIL: ("{found} is no mail address", "write one address, such as ada@example.org, and nothing else"),
    Code.PREMIUM: ("{found} is a number at a premium rate", "write the person's own number, or leave it blank"),
    Code.BAD_PLACE: ("{found} is no name of a place to chat", "write its name as it stands in sending.toml"),
    Code.LINE_BREAK: (
        "{field} has a line break, or a character that cannot be seen",
        "write it on one line, by hand and not by pasting",
    ),
    Code.NOT_LOOKED_AT: (
        "{found} people on the list have no working means, and {seen} were looked at",
        "look through those people, decide who rings or visits them, and send it again",
    ),
    Code.SENT_BEFORE: (
        "message {number} went, or is going, to {people} of these people with the same words or subject",
        "look at that message; only if they are to get it a second time, open the last page again and tick so",
    ),
    Code.GATES_WAIT: (
        "{what} cannot go live: {many} not answered ({gates})",
        "answer them, have Gold or Silver waive them, or record that it is live without gates and why",
    ),
    Code.GATES_LATER: (
        "{what} was not past its gates then: {many} answered only afterwards ({gates})",
        "if it was in use before, record that it was live without them and why; if a gate's time is wrong, mend that",
    ),
    Code.TOO_LARGE_ORDER: (
        "an order of return of {systems} systems is too large for one entry of the record",
        "plan a part of them: what the services of one priority need; plan the rest once these are back",
    ),
    Code.HAS_NUMBER: (
        "{field} holds what looks like a telephone number",
        "write the office or the kind of channel: numbers stay in the estate",
    ),
    Code.NOT_AN_AMOUNT: ("{found} is no amount to record", "write {hint}"),
    Code.BAD_ESTATE: ("with that change the estate has a mistake: {mistake}", "{hint}"),
    Code.NOT_IN_ESTATE: (
        "the estate {estate} has no body {body}",
        "choose an estate that has it, or none yet: one can be chosen later",
    ),
    Code.EXTRACT_FAULTS: (
        "the extract has {count} mistake{s} and nothing of it was taken; the first is in {place}: {first}",
        "{hint}",
    ),
    Code.NO_COLUMN: (
        "the extract has no column {column}{near}",
        "its columns are: {columns}; name the one that holds the {field}",
    ),
    Code.UNKNOWN_FIELD: (
        "a list of people has no field {field}{near}",
        "only these are kept: {fields}",
    ),
    Code.NO_PEOPLE: ("the extract has no rows under its header", "export it again, with the people in it"),
    Code.EMPTY_CELL: ("the cell is blank", "write {what}"),
    Code.TWICE: ("person number {found} is in row {other} as well", "keep one row for each person"),
    Code.BAD_PHONE: (
        "{found} is no phone number",
        "write its digits, such as 020 7946 0123; several are parted by a semicolon",
    ),
    Code.BAD_LEVEL: ("{found} is no level of need", "write critical, high, medium or low, or leave it blank"),
    Code.BAD_YES_NO: ("{found} is neither yes nor no", "write yes or no; blank is no"),
    Code.NO_WAY_TO_REACH: ("there is neither a phone number nor an address", "write one of them"),
    Code.UNPRINTABLE: ("there is a character that cannot be printed ({found})", "take it out and export again"),
    Code.TOO_MANY_PEOPLE: (
        "{people} people are too many for one list",
        "split the extract by patch and bring in each part",
    ),
    Code.FEW_HOLDERS: (
        "a list needs two key holders who are not the same, and {found} would be left",
        "name two posts that are never away on the same night",
    ),
    Code.WEAK_PASSPHRASE: (
        "the passphrase of {post} has {found} characters, and {least} are needed",
        "let the desk make one of six words, and print it for a sealed envelope",
    ),
    Code.NOT_HOLDER: ("{post} holds no key of this list", "the holders are: {posts}"),
    Code.NOT_OPENED: ("this list was not opened by you", "open it with a holder's key, and say why"),
    Code.NOTHING_TO_PRINT: (
        "there is nobody to put on a {way} sheet",
        "those left are on sheets that are out, or are reached the other way",
    ),
    Code.NO_LINE: ("sheet {sheet} has no line {line}", "its lines are 1 to {most}"),
    Code.TOO_MANY_DESKS: (
        "{body} would be more than the {most} desks that an incident has names for",
        "let it write at a desk of its own in an incident of its own, and send it what it needs",
    ),
    Code.BAD_COUNT: ("{found} cannot be {what}", "write a whole number from 0 to {most}"),
    Code.MORE_DONE: (
        "{done} done is more than there are ({many})",
        "count what there is again and write that first; then how many are done",
    ),
    Code.FEWER_DONE: (
        "{done} of {many} counted are done, and that is not all",
        "take away the tick, or count what there is again and write that first",
    ),
    Code.STILL_OPEN: (
        "{what} cannot be signed off yet: {found}",
        "sign off what is done, and give the rest a date and somebody to do it",
    ),
    Code.READ_AGAIN: ("something was written of {what} since you read it", "read it as it stands now, and sign that"),
    Code.NOT_BETWEEN: (
        "{path} is no link between {issuer} and {receiver}",
        "choose from the list of links between the two bodies",
    ),
    Code.LETTER_UNKNOWN: (
        "{name} is signed by nobody we know as {issuer}: {why}",
        "do not rely on it: ring {issuer} on a number you know; its desk can be enrolled, or the letter taken as paper",
    ),
    Code.LETTER_ELSEWHERE: ("{name} is {why}", "ask the sender for the letter that was written for you"),
    Code.BULLETIN_ELSEWHERE: ("this bulletin is {why}", "{hint}"),
    Code.BULLETIN_UNCHECKED: (
        "nobody has checked who signed this bulletin",
        "ring {issuer} on a number you had before the incident, compare the twelve words, and write how you asked",
    ),
    Code.LETTER_VOID: ("this letter cannot be relied on: {why}", "ask {issuer} for a new letter"),
    Code.NOT_READY: (
        "the link is not ready: {why}",
        "wait for that; if it was opened all the same, say why: that is recorded, and said loudly on both sides",
    ),
    Code.TWO_BOXES: ("line {line} of {sheet} is given twice", "choose the later; the other can be written as its note"),
    Code.NO_SUCH_HOURS: ("{field}: {found} is no number of hours in a week", "write hours from 0 to 168"),
    Code.LONG_SHIFT: (
        "a shift of {found} hours is too long",
        "13 hours are the most: nobody could rest eleven before the next day's otherwise",
    ),
    Code.ROSTER_DAYS: (
        "a roster from {first} for {days} days {state}: today is {today}",
        "write a first day from today on, or that of a roster which still runs",
    ),
    Code.STAFF_STATE: ("{who} {state}", "{hint}"),
    Code.TOO_FAR: ("{field} lies more than {most} from now", "check the day, the month and the year"),
    Code.NOW_SEATED: (
        "{who} took another post for that time: {what}, {number}",
        "record first that one of the two was declined, taken back or handed over",
    ),
    Code.SPEAKS_AGAINST: (
        "something speaks against {who} taking it: {against}",
        "ask somebody else; or write who allows it, by their office, and why: both are kept, and the rest is owed",
    ),
    Code.ROSTER_STALE: (
        "this roster gives {seats} seats to people who cannot have them any more ({people} in all)",
        "work it out anew; or write why it is published all the same, and tell each of them",
    ),
    Code.REST_DAY: ("{day} {state}: today is {today}", "write a day of the roster that is still to come"),
    Code.DAYS_RANGE: (
        "{found} days is no age that an item may have",
        "write from {least} to {most} days; 90 is usual",
    ),
    Code.NOTHING_TO_CONFIRM: (
        "there is nothing to confirm about {what}: {why}",
        "write it into the estate first, then ask its owner",
    ),
    Code.LINK_OVER: (
        "this link is over: it was answered, ended or is too old",
        "ring whoever gave it to you, and ask for a new one if it is needed",
    ),
    Code.NO_SUCH_LINE: (
        "one of the codes is on no sheet that can still be typed back",
        "compare each with the paper letter by letter; a sheet older than {days} days is printed anew",
    ),
    Code.CHANGED_SINCE: (
        "{what} was changed or taken away after the sheet was printed",
        "leave its line out, and ask its owner about it as it is written now",
    ),
}


_WORD: Final = re.compile(r"[\w-]+")


class DeskError(Exception):
    """A refusal of the desk; str() is the sentence."""

    def __init__(self, code: Code, sentence: str, hint: str, found: Mapping[str, object] | None = None) -> None:
        super().__init__(sentence)
        self.code = code
        self.hint = hint
        self.found = found or {}

    @classmethod
    def of(cls, code: Code, **found: object) -> DeskError:
        """The error for a cause, its sentence and hint filled with what was found."""
        sentence, hint = TEXT[code]
        return cls(code, sentence.format(**found), hint.format(**found), found)

    def with_bodies(self, name: Callable[[str], str]) -> DeskError:
        """The same refusal, with a body's plain name wherever the sentence speaks of it by its id."""
        speaks = {"owner", "body", *(("why", "hint") if self.code is Code.MAY_NOT_LEAVE else ())}
        if not self.found.keys() & speaks:
            return self
        said = {
            key: _WORD.sub(lambda word: name(word[0]), str(value)) if key in speaks else value
            for key, value in self.found.items()
        }
        return DeskError.of(self.code, **said)
