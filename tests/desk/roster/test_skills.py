"""What people can do meets what posts ask for, however the two are written; what is merely near is named."""

from __future__ import annotations

from datetime import date

import pytest

from battlebox.desk import Role
from battlebox.desk.roster import Also, Asked, Listed, known_in, rota_of
from battlebox.desk.roster.skills import desk_role
from battlebox.engine.roster import roster
from battlebox.estate import read_estate
from desk.roster.council import council

MONDAY = date(2025, 11, 24)
FRONT_DOOR = "northmere.child-front-door"
POSTS = f"""post,service,role,body,skills,registration,checks,people,shifts,days,level
n.door,{FRONT_DOOR},Duty lead,northmere,children's social care,,,1,n.early,all,vital
n.gold,,Gold,northmere,incident command,,,1,n.early,all,vital
n.log,,Loggist,northmere,,,,1,n.early,all,vital
"""
NOBODY = "availability,of,kind,from\n"


def people(*rows):
    return "person,name,body,role,skills,registration,checks\n" + "".join(f"{row}\n" for row in rows)


@pytest.fixture
def estate(tmp_path):
    def make(*rows, **tables):
        return read_estate(council(tmp_path / "estate", **{
            "posts": POSTS, "people": people(*rows), "availability": NOBODY, **tables}))  # fmt: skip

    return make


def seats(found):
    return {seat.post.partition("/")[0] for seat in roster(found.problem, seconds=0).seats}


@pytest.mark.parametrize(
    "word",
    ["Childrens social care", "children\u2019s social-care", "CHILDREN'S_SOCIAL  CARE", FRONT_DOOR,
     "child protection referrals"],
)  # fmt: skip
def test_a_skill_meets_its_post_however_it_is_written(estate, word):
    assert seats(rota_of(estate(f"n.x,Ex Why,northmere,Cook,{word}"), MONDAY, 1)) == {"n.door"}


@pytest.mark.parametrize("word", ["strategic", "Gold", "strategic (Gold)", "incident-command"])
def test_a_role_of_the_desk_meets_the_post_of_its_name(estate, word):
    also = Also({"w-1": Listed("northmere", (word,))}, {"w-1": "Ex Why"})
    assert seats(rota_of(estate(), MONDAY, 1, body="northmere", also=also)) == {"n.gold"}


def test_posts_that_write_one_skill_in_two_ways_ask_for_one_skill(estate):
    posts = POSTS + "n.two,,Second door,northmere,Childrens Social Care,,,1,n.early,all,useful\n"
    found = rota_of(estate("n.x,Ex Why,northmere,Cook,children's social care", posts=posts), MONDAY, 1)
    assert len({post.skill for post in found.problem.posts}) == 3


def test_what_no_post_asks_for_is_named_with_whose_it_is_and_what_is_near(estate):
    found = rota_of(estate("n.x,Ex Why,northmere,Cook,social care", "n.y,Wy Zed,northmere,Cook,falconry"), MONDAY, 1)
    assert [found.in_words(each) for each in found.unasked_said()] == [
        "No post asks for `social care` (Ex Why); near: `children's social care`.",
        "No post asks for `falconry` (Wy Zed).",
    ]
    assert seats(found) == set()


def test_whom_the_estate_has_for_a_service_is_known_on_the_first_day(estate):
    found = estate("n.x,Ex Why,northmere,Cook,children's social care", "n.y,Wy Zed,northmere,Cook,incident command",
                   availability="availability,of,kind,from,until\nn.a,n.y,away,2025-11-20,2025-11-24\n")  # fmt: skip
    known = {each.id: each for each in known_in(found, "northmere", Asked.by(found, "northmere"), MONDAY)}
    assert known["n.x"].able == {FRONT_DOOR}
    assert known["n.y"].able == {Role.STRATEGIC.value}
    assert (known["n.x"].away, known["n.y"].away) == ("", "away until Mon 24 Nov")


def test_whoever_lacks_the_check_of_a_post_is_not_able_and_nor_is_whoever_it_ran_out_for(estate):
    posts = POSTS.replace("children's social care,,,", "children's social care,,enhanced,")
    found = estate("n.x,Ex Why,northmere,Cook,children's social care,,enhanced until 2025-11-24",
                   "n.y,Wy Zed,northmere,Cook,children's social care", posts=posts)  # fmt: skip
    able = {
        day: {each.id for each in known_in(found, "northmere", Asked.by(found, "northmere"), day) if each.able}
        for day in (MONDAY, date(2025, 11, 25))
    }
    assert list(able.values()) == [{"n.x"}, set()]


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Silver", Role.TACTICAL),
        ("Communications lead", Role.COMMUNICATIONS),
        ("service lead", Role.SERVICE_LEAD),
        ("information-governance", Role.INFORMATION_GOVERNANCE),
        ("Technical lead", None),
    ],
)
def test_a_post_is_known_as_a_role_of_the_desk_by_what_people_call_it(name, role):
    assert desk_role(name) is role
