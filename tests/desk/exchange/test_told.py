"""What one partner is told: its own part and no other's, of what is ours to say, under labels that let it go."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from battlebox.desk.command import Ask, Progress, Reply, ask_partner, asks_of
from battlebox.desk.gate import change_indicator, indicators_of
from battlebox.desk.picture import Chance, Condition, Observation, Stage, Suspicion, observe
from battlebox.desk.record import Handling, Sight
from battlebox.desk.tell import Clearance, Status, Verdict, Whom, clear_fact, fact_of
from battlebox.marking import Tlp
from desk.exchange.speaking import CARE, EASTHOLT, EVERYBODY, FARWICK, OURS, SERVERS, Speaking
from desk.facts import PLAIN, clear, hold, state, words_officer
from desk.room import BEGAN, COUNCILS, SHARED, Room, officer

NAMED_PEOPLE = Handling(Tlp.RED, frozenset({"person:o-northmere-tactical", "person:o-eastholt-tactical"}))
EMPTY = (None, (), (), (), (), (), ())


@pytest.fixture
def desk():
    return Speaking()


def parts(status):
    return (
        status.state, status.systems, status.services, status.orders, status.asks, status.facts, status.signs,
    )  # fmt: skip


def systems(status):
    return {each.code: each for each in status.systems}


def test_nothing_said_is_nothing_told(desk):
    assert parts(desk.told()) == parts(desk.told(FARWICK)) == EMPTY


def test_a_partner_is_told_everything_that_its_label_lets_go(desk):
    told = desk.everything().told()
    assert (told.body, told.name) == ("northmere", "Northmere Council")
    assert {code: each.state.state for code, each in systems(told).items()} == {
        "northmere/northmere.care": Suspicion.SUSPECTED,
        "northmere/northmere.servers": Suspicion.CONFIRMED,
        "northmere/northmere.mail": Suspicion.CLEAR,
        "northmere/northmere.benefits": Suspicion.UNKNOWN,
        "eastholt/eastholt.servers": Suspicion.SUSPECTED,
    }
    assert [(each.name, each.condition) for each in told.services] == [
        ("Housing benefit payments", Condition.OUT),
        ("Child protection referrals", Condition.SLOW),
    ]
    assert [(each.name, each.stage) for each in told.orders] == [
        ("Isolate the shared care records", Stage.VERIFIED),
        ("Isolate Northmere servers", Stage.ORDERED),
    ]
    assert [(each.what, each.state) for each in told.asks] == [("Close the shared line", Progress.DOING)]
    assert [each.words for each in told.facts] == ["Some screens are blank.", "Doors are open."]
    assert [each.what for each in told.signs] == ["203.0.113.7 rings every hour"]
    assert told.state.state is Suspicion.CONFIRMED
    assert told.label is Tlp.AMBER


def test_a_stranger_is_told_what_is_for_the_community_and_nothing_else(desk):
    told = desk.everything().told(FARWICK)
    assert list(systems(told)) == ["northmere/northmere.mail"]
    assert [each.name for each in told.services] == ["Child protection referrals"]
    assert (told.orders, told.asks, told.signs) == ((), (), ())
    assert [each.words for each in told.facts] == ["Doors are open."]
    assert told.label is Tlp.GREEN


def test_whoever_is_not_in_the_community_is_told_what_is_for_everybody_alone(desk):
    told = desk.everything().told(Whom("farwick"))
    assert [each.words for each in told.facts] == ["Doors are open."]
    assert parts(told)[:5] == EMPTY[:5]


def test_a_system_says_how_it_is_contained_whose_it_is_and_who_depends_on_it(desk):
    found = systems(desk.everything().told())
    care = found["northmere/northmere.care"]
    assert (care.name, care.containment) == ("Care records shared with Eastholt", "verified off")
    assert (care.is_shared, care.is_yours) == (True, False)
    assert care.state.chance is Chance.MEDIUM
    assert care.state.since is not None
    assert found["northmere/northmere.servers"].is_shared is True
    assert found["northmere/northmere.benefits"].is_shared is False
    assert found["eastholt/eastholt.servers"].is_yours is True
    assert care.at == care.moved > care.state.at


def test_each_part_says_who_says_so_when_and_why():
    desk = Speaking()
    begun = desk.now - timedelta(hours=3)
    desk.suspects(Suspicion.SUSPECTED, source=" the  IT lead", chance=Chance.HIGH, since=begun)
    desk.suspects(Suspicion.CLEAR, "northmere.mail", chance=Chance.HIGH)
    desk.sees()
    thing = desk.asks()
    desk.later().answers(thing)
    desk.signs()
    desk.states("Some screens are blank.")
    told = desk.told()
    care, mail = (each.state for each in told.systems)
    assert (care.source, care.chance, care.since, care.at) == ("the IT lead", Chance.HIGH, begun, BEGAN)
    assert (mail.source, mail.checked, mail.chance) == ("head of IT", "logs of two weeks", Chance.MEDIUM)
    (service,), (ask,), (sign,), (fact,) = told.services, told.asks, told.signs, told.facts
    assert (service.code, service.seen_by, service.at) == ("northmere/northmere.housing-benefit", "front desk", BEGAN)
    assert (ask.why, ask.at, ask.tlp) == ("the attacker may use it", desk.now, Tlp.AMBER)
    assert (sign.where, sign.source, sign.at) == ("the firewall's log", "the forensic firm", desk.now)
    assert (fact.at, fact.confidence, fact.tlp) == (desk.now, "high", Tlp.AMBER)
    keys = [each.key for each in told.parts]
    assert len(set(keys)) == len(keys)


def test_an_answer_for_our_own_eyes_does_not_move_an_ask_and_a_stricter_one_marks_it(desk):
    thing = desk.asks(how=EVERYBODY)
    desk.later().answers(thing, by="northmere", how=OURS)
    assert [(each.state, each.at) for each in desk.told().asks] == [(Progress.OPEN, BEGAN)]
    desk.answers(thing, how=SHARED)
    assert [(each.state, each.tlp) for each in desk.told().asks] == [(Progress.DOING, Tlp.AMBER)]


def test_an_order_that_may_not_be_told_is_neither_said_nor_denied(desk):
    desk.suspects()
    before = systems(desk.told())
    desk.isolates(how=OURS)
    assert systems(desk.told()) == before
    assert before["northmere/northmere.care"].containment == "not said"


@pytest.mark.parametrize(
    "how", [OURS, NAMED_PEOPLE, Handling(Tlp.AMBER, frozenset({"farwick"}))], ids=["ours", "RED", "another's"]
)
def test_what_is_not_for_this_partner_is_not_told(desk, how):
    desk.suspects(how=how)
    desk.isolates(how=how)
    desk.sees(how=how)
    desk.asks(how=how)
    desk.signs(how=how)
    assert parts(desk.told()) == EMPTY


def test_a_fact_that_is_red_or_not_cleared_or_held_is_not_told(desk):
    desk.states("Somebody is named.", tlp=Tlp.RED)
    desk.states("Eastholt is hit.", about=("eastholt",))
    held = desk.states("Some screens are blank.")
    assert [each.words for each in desk.told().facts] == ["Some screens are blank."]
    hold(desk.room, held)
    assert desk.told().facts == ()


def test_what_is_believed_leaves_with_the_words_that_say_so(desk):
    desk.states("The servers are encrypted.", status=Status.BELIEVED)
    (fact,) = desk.told().facts
    assert (fact.words, fact.standing) == ("Believed, not confirmed: The servers are encrypted.", "believed")


def test_a_fact_that_may_leave_later_is_not_told_before(desk):
    desk.states("Doors are open.", not_before=desk.now + timedelta(hours=2))
    assert desk.told().facts == ()
    assert desk.told(now=desk.now + timedelta(hours=3)).facts


def test_an_ask_is_told_to_whom_it_was_put_and_to_nobody_else(desk):
    desk.asks("farwick", what="Lend us two vans", how=EVERYBODY)
    desk.asks("eastholt", what="Close the shared line", how=EVERYBODY)
    assert [each.what for each in desk.told().asks] == ["Close the shared line"]
    assert [each.what for each in desk.told(FARWICK).asks] == ["Lend us two vans"]


@pytest.mark.parametrize(
    ("reply", "state"),
    [
        (Reply.YES, Progress.DOING),
        (Reply.NO, Progress.DROPPED),
        (Reply.LATER, Progress.OPEN),
        (Reply.NO_REPLY, Progress.OPEN),
        (Reply.DONE, Progress.DONE),
    ],
)
def test_an_ask_stands_as_it_was_last_answered(desk, reply, state):
    desk.answers(desk.asks(), reply)
    assert [each.state for each in desk.told().asks] == [state]


@pytest.mark.parametrize("name", ["Farwick", "Farwick Council", "farwick.servers", "FARWICK'S"])
def test_words_that_name_a_third_council_are_not_told(desk, name):
    desk.suspects(source=f"the IT lead of {name}", checked=f"logs of {name}")
    desk.sees(seen_by=f"the front desk of {name}")
    desk.asks(what="Close the shared line", why=f"{name} may be hit")
    desk.asks(what=f"Ring {name}")
    desk.states(f"{name} has blank screens.", not_about="a shop of that name")
    desk.states("Some screens are blank.")
    desk.signs(f"mail from {name}")
    desk.signs("blank screens", where=f"the hall of {name}")
    desk.signs("203.0.113.7 rings every hour", source=f"the firm of {name}")
    told = desk.told()
    assert "farwick" not in repr(told).casefold()
    assert told.systems[0].state.source == told.services[0].seen_by == "Northmere Council"
    assert [(each.what, each.why) for each in told.asks] == [("Close the shared line", "not said")]
    assert [each.words for each in told.facts] == ["Some screens are blank."]
    assert [(each.what, each.source) for each in told.signs] == [("203.0.113.7 rings every hour", "Northmere Council")]


def test_a_suspicion_in_a_third_councils_system_is_told_to_its_owner_alone(desk):
    desk.suspects(name="farwick.servers", how=EVERYBODY)
    desk.signs("blank screens", "farwick.servers", SERVERS, how=EVERYBODY)
    assert desk.told().systems == ()
    assert desk.told().state is None
    assert [each.systems for each in desk.told().signs] == [("northmere/northmere.servers",)]
    (own,) = desk.told(FARWICK).systems
    assert (own.code, own.is_yours) == ("farwick/farwick.servers", True)
    assert desk.told(FARWICK).state is None


def test_a_system_with_the_partners_data_is_shared_though_nothing_needs_it(desk):
    desk.suspects(name="northmere.backups")
    assert [each.is_shared for each in desk.told().systems] == [False]
    desk.room.corrects("systems", "northmere.backups", "data_of", "eastholt")
    assert [each.is_shared for each in desk.told().systems] == [True]


def test_a_suspicion_in_a_suppliers_system_is_not_ours_to_tell(desk):
    desk.suspects(name="northmere.phones")
    assert list(systems(desk.told())) == ["northmere/northmere.phones"]
    desk.room.corrects("systems", "northmere.phones", "body", "nightline")
    assert desk.told().systems == ()


def test_a_system_named_after_a_third_council_is_not_told(desk):
    desk.suspects(how=EVERYBODY)
    assert desk.told().systems
    assert desk.told(FARWICK).systems == ()


def test_a_fact_about_a_third_council_is_not_told_even_where_it_names_nobody(desk):
    desk.states("Another council has blank screens.", "northmere", "farwick", about=("farwick",))
    assert desk.told().facts == ()


def test_a_fact_about_the_two_or_about_a_supplier_is_told(desk):
    desk.states("We work on paper.", about=("northmere",))
    desk.states("You work on paper too.", "northmere", "eastholt", about=("eastholt",))
    thing = desk.states("The night number is answered.", about=("nightline",))
    clear(desk.room, thing, "nightline", by="northmere")
    assert [each.words for each in desk.told().facts] == [
        "We work on paper.",
        "You work on paper too.",
        "The night number is answered.",
    ]


def test_a_fact_about_a_third_councils_system_is_not_told(desk):
    desk.states("Some servers are off.", "northmere", "farwick", systems=("farwick.servers",))
    assert desk.told().facts == ()
    desk.states("Ours are off.", "northmere", "eastholt", systems=("northmere.care", "eastholt.servers"))
    assert [each.words for each in desk.told().facts] == ["Ours are off."]


def test_what_others_wrote_of_us_is_theirs_to_tell(desk):
    desk.suspects(Suspicion.CONFIRMED, by="eastholt")
    desk.suspects(Suspicion.SUSPECTED, SERVERS)
    assert list(systems(desk.told())) == ["northmere/northmere.servers"]
    assert list(systems(desk.told(Whom("northmere"), by="eastholt"))) == ["northmere/northmere.care"]


def test_what_another_asked_or_stated_is_not_told_as_ours(desk):
    ask = Ask("eastholt", "Lend us two vans", "ours are needed", "duty officer", "by phone", desk.now)
    ask_partner(desk.room.record, desk.estate, officer("farwick"), ask, handling=EVERYBODY)
    everybody = replace(PLAIN, wording="Doors are open.", tlp=Tlp.CLEAR)
    for body in ("eastholt", "northmere"):
        thing = state(desk.room, replace(everybody, wording=f"Doors are open. {len(body)}"), body, handling=EVERYBODY)
        entry = fact_of(desk.room.sight(body), thing).entry
        said = Clearance(body, Verdict.CLEARED, entry, "press office", desk.now)
        clear_fact(desk.room.record, words_officer(body), thing, said, handling=EVERYBODY)
    assert desk.told().asks == ()
    for whom in (EASTHOLT, FARWICK):
        assert [each.words for each in desk.told(whom).facts] == ["Doors are open. 9"]
    assert len(asks_of(desk.room.sight("northmere"))) == 1


def test_only_what_we_saw_of_our_own_services_is_told(desk):
    desk.sees(name=CARE)
    desk.sees(name="eastholt.homelessness-tonight")
    theirs = Observation(Condition.OUT, desk.now, "front desk")
    benefits = "northmere.housing-benefit"
    observe(desk.room.record, desk.estate, officer("eastholt"), benefits, theirs, handling=SHARED)
    assert desk.told().services == ()
    desk.later().sees()
    assert [each.code for each in desk.told().services] == ["northmere/northmere.housing-benefit"]
    desk.room.corrects("services", benefits, "name", "Housing benefit with Farwick")
    assert desk.told().services == ()


def test_the_worst_that_is_told_counts_for_the_council(desk):
    desk.suspects(Suspicion.CLEAR, "northmere")
    desk.later().suspects(Suspicion.SUSPECTED, CARE)
    assert desk.told().state.state is Suspicion.SUSPECTED
    desk.later().suspects(Suspicion.CONFIRMED, "northmere")
    assert desk.told().state.state is Suspicion.CONFIRMED


def test_a_suspicion_in_the_partners_system_says_nothing_of_our_own_council(desk):
    desk.suspects(Suspicion.CONFIRMED, "eastholt.servers")
    assert desk.told().state is None


def test_no_sign_found_is_not_said_of_a_council_of_which_something_is_not_known(desk):
    desk.suspects(Suspicion.CLEAR, "northmere")
    state = desk.told().state
    assert (state.state, state.source, state.checked) == (Suspicion.UNKNOWN, "Northmere Council", "")
    for name in ("servers", "care", "benefits", "phones", "mail", "backups"):
        desk.suspects(Suspicion.CLEAR, f"northmere.{name}", how=OURS)
    assert desk.told().state.state is Suspicion.CLEAR
    desk.suspects(Suspicion.SUSPECTED, "northmere.backups", how=OURS)
    assert desk.told().state.state is Suspicion.UNKNOWN


def test_no_sign_found_is_not_repeated_once_more_is_known_here(desk):
    desk.suspects(Suspicion.CLEAR)
    assert desk.told().systems[0].state.state is Suspicion.CLEAR
    desk.later().suspects(Suspicion.CONFIRMED, how=OURS)
    state = desk.told().systems[0].state
    assert (state.state, state.checked) == (Suspicion.UNKNOWN, "")


def test_no_sign_found_says_how_far_was_looked_or_that_this_is_not_said(desk):
    desk.suspects(Suspicion.CLEAR, checked="logs that Farwick keeps")
    assert desk.told().systems[0].state.checked == "not said"


def test_what_a_client_may_have_goes_no_further_than_to_it(desk):
    desk.suspects(name=SERVERS, how=Handling(Tlp.AMBER))
    client = Whom("farwick", client_of=frozenset({"northmere"}))
    (system,) = desk.told(client).systems
    assert (system.tlp, system.state.tlp) == (Tlp.AMBER_STRICT, Tlp.AMBER_STRICT)
    assert desk.told(EASTHOLT).systems == ()


def test_the_clients_of_those_named_are_not_fed(desk):
    desk.suspects(name=SERVERS, how=SHARED)
    assert desk.told(Whom("farwick", client_of=frozenset({"northmere", "eastholt"}))).systems == ()


def test_a_system_is_under_the_stricter_label_of_what_is_believed_and_ordered(desk):
    desk.suspects(name=SERVERS, how=EVERYBODY)
    desk.isolates("northmere.isolate-servers", how=Handling(Tlp.AMBER_STRICT, frozenset({"eastholt"})))
    (system,) = desk.told().systems
    assert (system.tlp, system.state.tlp) == (Tlp.AMBER_STRICT, Tlp.AMBER_STRICT)
    (same,) = desk.told(FARWICK).systems
    assert (same.tlp, same.containment) == (Tlp.GREEN, "not said")


def test_a_sign_that_was_wrong_is_told_no_longer(desk):
    desk.signs()
    lead = officer("northmere")
    sight = Sight.of(desk.room.record, lead)
    ((thing, (said,)),) = indicators_of(sight).items()
    wrong = replace(said.value, taken_back="it was our own scanner")
    change_indicator(desk.room.record, desk.estate, lead, thing, wrong, why="it was our own scanner")
    assert desk.told().signs == ()


@pytest.mark.parametrize("body", COUNCILS)
def test_no_partner_is_told_what_its_own_sight_of_the_record_does_not_hold(body):
    desk = Speaking(Room.opened()).everything()
    told = desk.told(Whom(body, community=True))
    sight = desk.room.sight(body)
    seen = " ".join(line.words for line in sight.lines())
    for each in (*told.asks, *told.signs):
        assert each.what in seen
