"""Every address of an incident's pages, under /i/<short>/.

Law: a page is named here once, with what a role must allow for its form to be sent,
and stands in the menu only when it is named.
Not here: what the pages show.
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.desk import Act
from battlebox.desk.picture import Subject
from battlebox.web.bringing.routes import BRINGING_ROUTES
from battlebox.web.bulletins.routes import BULLETIN_ROUTES
from battlebox.web.channels.routes import CHANNEL_ROUTES
from battlebox.web.commanding.routes import COMMANDING_ROUTES
from battlebox.web.deciding import (
    ask_answers,
    asks,
    carry_on,
    contain,
    contain_price,
    contain_why,
    decide,
    decisions,
    orders,
    proposals,
)
from battlebox.web.estates import change, estate, pack
from battlebox.web.following.routes import FOLLOWING_ROUTES
from battlebox.web.giving.routes import GIVING_ROUTES
from battlebox.web.navigation import add_place
from battlebox.web.partnering.routes import PARTNERING_ROUTES
from battlebox.web.picturing import around, fallbacks, london, now, observations, services, suspicions, systems
from battlebox.web.publishing.routes import PUBLISH_ROUTES
from battlebox.web.reaching.routes import REACHING_ROUTES
from battlebox.web.reconnecting.routes import RECONNECTING_ROUTES
from battlebox.web.recording import checkpoints, course, debrief, log, log_entry, opening, record_copies, share
from battlebox.web.restoring.backlog_routes import BACKLOG_ROUTES
from battlebox.web.restoring.gate_routes import GATE_ROUTES
from battlebox.web.restoring.routes import RESTORE_ROUTES
from battlebox.web.rights import sent_by
from battlebox.web.rostering.routes import ROSTER_ROUTES
from battlebox.web.situations.routes import SITUATION_ROUTES

ROUTES: Final[list[URLPattern]] = [
    path("", now.now, name="now"),
    path("now/part/", now.now_part, name="now_part"),
    path("first/", opening.first_minutes, name="first_minutes"),
    path("choose-estate/", sent_by(Act.ESTATE, opening.choose_estate), name="choose_estate"),
    path("stand/", sent_by(Act.STAND, course.stand_page), name="stand"),
    path("debrief/", sent_by(Act.STAND, debrief.debrief), name="debrief"),
    path("share/", sent_by(Act.SHARE, share.share_entries), name="share_entries"),
    path("london/", london.london, name="london"),
    path("services/", services.services, name="services"),
    path("services/<str:name>/", services.service, name="service"),
    path("services/<str:name>/fallback/", sent_by(Act.FALL_BACK, fallbacks.fall_back), name="fall_back"),
    path("fallbacks/", fallbacks.fallbacks, name="fallbacks"),
    path("systems/", systems.systems, name="systems"),
    path("systems/<str:name>/", systems.system, name="system"),
    path("contain/", contain.contain, name="contain"),
    path("contain/<str:job>/", contain.answer, name="contain_answer"),
    path("contain/<str:job>/part/", contain.part, name="contain_part"),
    path("contain/<str:job>/price/", contain_price.price_plan, name="contain_price"),
    path("contain/<str:job>/why/", contain_why.whys, name="contain_whys"),
    path("contain/<str:job>/why/<str:action>/", contain_why.why, name="contain_why"),
    path("contain/<str:job>/why/<str:action>/part/", contain_why.why_part, name="contain_why_part"),
    path("contain/<str:job>/decide/", sent_by(Act.RECORD_DECISION, decide.decide_on_job), name="decide_on_job"),
    path("contain/<str:job>/propose/", sent_by(Act.PROPOSE, decide.propose_on_job), name="propose_on_job"),
    path(
        "contain/<str:job>/keep/", sent_by(Act.PROPOSE, decide.keep_figures, Act.RECORD_DECISION), name="keep_figures"
    ),
    path("figures/<str:entry>/", decide.figures, name="figures"),
    path(
        "figures/<str:entry>/decide/", sent_by(Act.RECORD_DECISION, decide.decide_on_figures), name="decide_on_figures"
    ),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/new/", sent_by(Act.RECORD_DECISION, decide.decide_freely), name="decide_freely"),
    path("decisions/<str:name>/", decisions.decision, name="decision"),
    path("decisions/<str:name>/write/", sent_by(Act.CORRECT_DECISION, decisions.correct), name="correct_decision"),
    path("decisions/<str:name>/review/", sent_by(Act.DECIDE, decisions.review), name="review_decision"),
    path("decisions/<str:name>/dissent/", sent_by(Act.NOTE, decisions.dissent), name="dissent"),
    path("decisions/<str:name>/go-on/", sent_by(Act.ORDER, carry_on.go_on, Act.ASK), name="go_on"),
    path("proposals/<str:name>/", proposals.proposal, name="proposal"),
    path(
        "proposals/<str:name>/decide/",
        sent_by(Act.RECORD_DECISION, decide.decide_on_proposal),
        name="decide_on_proposal",
    ),
    path("proposals/<str:name>/withdraw/", sent_by(Act.PROPOSE, proposals.take_back), name="withdraw"),
    path("asks/<str:name>/", ask_answers.ask, name="ask"),
    path("asks/<str:name>/answer/", sent_by(Act.ASK, ask_answers.reply), name="answer_ask"),
    path("log/", log.log, name="log"),
    path("log/print/", log.print_log, name="print_log"),
    path("log/note/", sent_by(Act.NOTE, log.note), name="write_note"),
    path("log/versions/", log_entry.versions, name="versions"),
    path("log/verify/", checkpoints.verify, name="verify"),
    path("log/verify/<str:job>/", checkpoints.verified, name="verified"),
    path("log/checkpoints/", sent_by(Act.CHECKPOINT, checkpoints.checkpoints), name="checkpoints"),
    path("log/checkpoints/<str:entry>/", checkpoints.checkpoint, name="checkpoint"),
    path("log/copy/", sent_by(Act.COPY, record_copies.copy), name="copy"),
    path("log/copy/<str:job>/", record_copies.copied, name="copied"),
    path("log/copy/<str:job>/file/", record_copies.copy_file, name="copy_file"),
    path("log/take-in/", sent_by(Act.COPY, record_copies.take_in), name="take_in"),
    path("log/entry/<str:entry>/", log_entry.entry, name="entry"),
    path("log/entry/<str:entry>/correct/", sent_by(Act.NOTE, log_entry.correct), name="correct_note"),
    path("systems/<str:name>/suspect/", sent_by(Act.SUSPECT, suspicions.suspect), name="suspect"),
    path("ways/", suspicions.paths, name="paths"),
    path("ways/<str:name>/", suspicions.path, name="path"),
    path(
        "ways/<str:name>/suspect/",
        sent_by(Act.SUSPECT, suspicions.suspect),
        {"subject": Subject.PATH},
        name="suspect_path",
    ),
    path("bodies/", suspicions.bodies, name="bodies"),
    path("bodies/<str:name>/", suspicions.body, name="body"),
    path(
        "bodies/<str:name>/suspect/",
        sent_by(Act.SUSPECT, suspicions.suspect),
        {"subject": Subject.BODY},
        name="suspect_body",
    ),
    *CHANNEL_ROUTES,
    path("seen/<str:name>/", sent_by(Act.OBSERVE, observations.seen), name="observe"),
    path("orders/", orders.orders, name="orders"),
    path("orders/<str:name>/", orders.order, name="order"),
    path("orders/<str:name>/give/", sent_by(Act.ORDER, orders.give), name="give_order"),
    path("orders/<str:name>/ask/", sent_by(Act.ASK, asks.ask), name="ask_order"),
    path("orders/<str:name>/<slug:step>/", sent_by(Act.CARRY_OUT, orders.move), name="move_order"),
    path("estate/", estate.estate, name="estate"),
    path("estate/tables/<str:name>/", estate.estate_table, name="estate_table"),
    path("estate/tables/<str:name>/<str:row>/", estate.estate_row, name="estate_row"),
    path(
        "estate/tables/<str:name>/<str:row>/<str:column>/",
        sent_by(Act.ESTATE, change.estate_correct),
        name="estate_correct",
    ),
    path("estate/gaps/", estate.estate_gaps, name="estate_gaps"),
    path("estate/corrections/", estate.estate_corrections, name="estate_corrections"),
    path("estate/revisions/", change.estate_revisions, name="estate_revisions"),
    path("estate/revisions/<str:key>/", sent_by(Act.ESTATE, change.estate_revision), name="estate_revision"),
    path("estate/bring/", sent_by(Act.ESTATE, change.estate_bring), name="estate_bring"),
    path("estate/workbook/", estate.estate_workbook, name="estate_workbook"),
    path("estate/zip/", estate.estate_zip, name="estate_zip"),
    path("estate/pack/", sent_by(Act.CHECKPOINT, pack.estate_pack), name="estate_pack"),
    path("estate/pack/<str:body>/", pack.estate_pack_pdf, name="estate_pack_pdf"),
    path("around/<str:name>/", around.around, name="around"),
    *COMMANDING_ROUTES,
    *REACHING_ROUTES,
    *RESTORE_ROUTES,
    *BACKLOG_ROUTES,
    *ROSTER_ROUTES,
    *PUBLISH_ROUTES,
    *RECONNECTING_ROUTES,
    *GATE_ROUTES,
    *PARTNERING_ROUTES,
    *SITUATION_ROUTES,
    *FOLLOWING_ROUTES,
    *GIVING_ROUTES,
    *BRINGING_ROUTES,
    *BULLETIN_ROUTES,
]

add_place("now", "now")
add_place("services", "services")
add_place("systems", "systems")
add_place("contain", "contain")
add_place("log", "log")
add_place("estate", "estate")
