"""The addresses of composing and of the outbox.

Law: a page is named here once, with what a role must allow for its form to be sent, and no name of a person ever stands
in an address.
Not here: what the pages show.
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.desk import Act
from battlebox.web.composing import choose, correct, kept, language, leak, leave, outbox, post, words
from battlebox.web.rights import sent_by
from battlebox.web.telling.doors import add_door

COMPOSING_ROUTES: Final[list[URLPattern]] = [
    path("tell/words/", words.words, name="words"),
    path("tell/words/own/", sent_by(Act.SEND, leave.own_words), name="own_words"),
    path("tell/languages/<slug:code>/", language.language, name="language"),
    path("tell/languages/<slug:code>/<slug:name>/", sent_by(Act.SEND, language.render), name="render_words"),
    path("tell/words/<slug:name>/", words.compose_words, name="compose"),
    path("tell/words/<slug:name>/paper/", words.paper, name="words_paper"),
    path("tell/drafts/<slug:name>/", kept.kept_draft, name="kept_draft"),
    path("tell/drafts/<slug:name>/change/", sent_by(Act.SEND, kept.change), name="change_draft"),
    path("tell/words/<slug:name>/keep/", sent_by(Act.SEND, kept.keep), name="keep_draft"),
    path("tell/words/<slug:name>/facts/", sent_by(Act.SEND, choose.choose), name="choose_facts"),
    path("tell/words/<slug:name>/send/", sent_by(Act.SEND, post.send), name="send_words"),
    path("tell/words/<slug:name>/send/people/", sent_by(Act.SEND, post.columns), name="send_people"),
    path("tell/words/<slug:name>/send/look/", sent_by(Act.SEND, post.look), name="look_words"),
    path("tell/words/<slug:name>/release/", sent_by(Act.SEND, leave.release), name="release_words"),
    path("tell/outbox/", outbox.outbox, name="outbox"),
    path("tell/outbox/code/", sent_by(Act.RING, outbox.read_back), name="read_back"),
    path("tell/outbox/<slug:name>/", outbox.message, name="message"),
    path("tell/outbox/<slug:name>/stop/", sent_by(Act.SEND, outbox.stop), name="stop_message"),
    path("tell/outbox/<slug:name>/tree/", sent_by(Act.RING, outbox.print_tree), name="print_tree"),
    path("tell/outbox/<slug:name>/tree/back/", sent_by(Act.RING, outbox.key_back), name="key_back_tree"),
    path("tell/outbox/<slug:name>/tree/<str:number>/paper/", outbox.paper, name="tree_paper"),
    path("tell/outbox/<slug:name>/leaked/", sent_by(Act.NOTE, leak.leaked), name="leaked"),
    path("tell/outbox/<slug:name>/correct/<slug:fact>/", sent_by(Act.SEND, correct.correct), name="correct_message"),
]

add_door("Words", "words", "the first messages from the same facts, drafts for regulators, every other template")
