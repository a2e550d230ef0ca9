"""Which words are the same words, and what a question says: text alone, with nothing of the record.

Law: what looks or reads the same is the same; nothing here knows a fact, a reader or a label.
Not here: whose words they are, and whether they may leave (desk.tell).
"""

from battlebox.desk.wording.alike import any_of, has_words, letters_of, one_of, plain, read, stands, without
from battlebox.desk.wording.marks import ASKING, CLAUSE, SENTENCE, unmarked
from battlebox.desk.wording.parts import spread
from battlebox.desk.wording.question import answers_of, foreign_answers, is_asked, takes_granted
from battlebox.desk.wording.telling import Telling, names_in
from battlebox.desk.wording.verbs import HELPERS, denied, turned

__all__ = [
    "ASKING",
    "CLAUSE",
    "HELPERS",
    "SENTENCE",
    "Telling",
    "answers_of",
    "any_of",
    "denied",
    "foreign_answers",
    "has_words",
    "is_asked",
    "letters_of",
    "names_in",
    "one_of",
    "plain",
    "read",
    "spread",
    "stands",
    "takes_granted",
    "turned",
    "unmarked",
    "without",
]
