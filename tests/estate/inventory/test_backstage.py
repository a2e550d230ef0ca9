"""A Backstage catalogue brought into an estate: documents of YAML, JSON of the catalogue, and YAML that would do harm.

Law: no user entity is read; nothing in YAML becomes more than words.
Not here: what holds for every tool (test_bring.py).
"""

import pytest

from battlebox.estate import EstateCode, EstateError
from estate.inventory.exports import CATALOG, brought, by_id, needs, table, why_left

FOUND = brought("backstage", {"catalog-info.yaml": CATALOG})


def entity(kind, name, relations=(), space="default", **spec):
    return {
        "apiVersion": "backstage.io/v1alpha1",
        "kind": kind,
        "metadata": {"name": name, "namespace": space, "uid": "0", "annotations": {}},
        "spec": {"type": "service", **spec},
        "relations": [{"type": kind, "targetRef": other} for kind, other in relations],
    }


def test_components_and_resources_are_systems_with_their_team():
    assert by_id(FOUND.tables, "systems")["northmere.benefits-web"] == {
        "system": "northmere.benefits-web",
        "name": "Benefits online",
        "body": "northmere",
        "kind": "website",
        "owner": "Digital team",
        "note": "Backstage: component; production; part of benefits",
    }
    assert sorted(by_id(FOUND.tables, "systems")) == [
        "northmere.benefits-web",
        "northmere.claims",
        "northmere.claims-db",
        "northmere.files",
    ]


def test_no_person_is_named_not_even_as_an_owner():
    kept = str(FOUND.tables) + FOUND.report.to_bytes().decode()
    assert "A Person" not in kept
    assert "a.person" not in kept
    assert "owner" not in by_id(FOUND.tables, "systems")["northmere.claims-db"]


def test_needs_go_past_apis_and_libraries():
    assert needs(FOUND.tables) == {
        ("northmere.benefits-web", "northmere.claims-db"),
        ("northmere.benefits-web", "northmere.claims"),
        ("northmere.claims", "northmere.files"),
    }


def test_everything_else_says_why_it_was_left():
    assert why_left(FOUND.report) == {
        "a library does not run by itself: it is only followed": 1,
        "it is only followed": 1,
        "nothing in an estate is made of it": 2,
    }


def test_the_catalogues_own_answer_is_read_by_its_relations():
    web = entity("Component", "web", [("dependsOn", "resource:default/db"), ("consumesApi", "api:default/x")])
    back = entity("Component", "back", [("providesApi", "api:default/x")], space="other")
    items = [web, back, entity("API", "x"), entity("Resource", "db", [("dependencyOf", "component:default/web")])]
    for said in (items, {"items": items, "totalItems": 4}):
        found = brought("backstage", {"entities.json": said})
        assert needs(found.tables) == {("northmere.web", "northmere.db"), ("northmere.web", "northmere.back")}


def test_one_name_in_two_namespaces_is_two_systems():
    items = [entity("Component", "web"), entity("Component", "web", space="other")]
    found = brought("backstage", {"e.json": items})
    assert sorted(by_id(found.tables, "systems")) == [
        "northmere.web-default-component",
        "northmere.web-other-component",
    ]


def test_what_is_named_and_not_there_is_counted():
    found = brought("backstage", {"e.json": [entity("Component", "web", dependsOn=["resource:nowhere", "gone"])]})
    assert "needs" not in found.tables.tables
    assert why_left(found.report) == {"what it names is not in the files": 2}


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


@pytest.mark.parametrize(
    ("said", "says"),
    [
        (BOMB, "in line 2: a part of it is a copy of another (&, *), which is not followed"),
        ("a: [", "in line 1"),
        ("kind: Component\n", "item 1 is of apiVersion unknown"),
        ("apiVersion: v1\nkind: Service\nmetadata: {name: a}\n", "item 1 is of apiVersion v1"),
        ("- " * 3_000 + "a", "it goes too deep"),
        ("a: \x07\n", "special characters are not allowed"),
    ],
)
def test_what_is_no_catalogue_is_refused_by_its_line(said, says):
    with pytest.raises(EstateError) as refused:
        brought("backstage", {"catalog-info.yaml": said})
    assert refused.value.code is EstateCode.EXPORT_UNREAD
    assert says in str(refused.value)


def test_a_tag_makes_nothing_but_words():
    said = CATALOG.replace("title: Benefits online", "title: !!python/object/apply:os.getcwd []")
    with pytest.raises(EstateError) as refused:
        brought("backstage", {"c.yaml": said})
    assert "metadata.title holds a list, and should hold words" in str(refused.value)
    said = CATALOG.replace("title: Benefits online", "title: !!timestamp 2026-11-24")
    assert table(brought("backstage", {"c.yaml": said}).tables, "systems")[0]["name"] == "2026-11-24"
