"""A desk for the tests of the web face: three councils, their officers, and an incident of a fake source.

Law: each test starts with the same tables and leaves nothing behind.
Not here: checking pages (page_checks.py).
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.conf import settings

PASSWORD = "a long enough one"
COUNCILS = ("northmere", "eastholt", "farwick")
_BEFORE = ["nobody"]
"""The test that had the desk last."""


@pytest.fixture(scope="session")
def desk_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("desk")


@pytest.fixture(scope="session")
def django_stands(desk_folder, request):
    """Django, once for all tests of this process, on a folder of its own, and with --tables on a server of its own."""
    import django

    from battlebox.web.settings import django_settings
    from battlebox.web.starting.desk_settings import DeskSettings
    from battlebox.web.starting.folder import prepare

    on_a_server = request.config.getoption("--tables") == "postgres"
    desk = DeskSettings(data=desk_folder, tables=request.getfixturevalue("postgres") if on_a_server else "")
    values = django_settings(desk, secret=prepare(desk), unsafe_passwords=True)
    # The tests' own pages stand beside the product's.
    settings.configure(**{**values, "ROOT_URLCONF": "web.fake_urls", "ALLOWED_HOSTS": ["*"]})
    settings.TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
    django.setup()
    from django.test.utils import setup_test_environment

    from battlebox.web.starting import start

    setup_test_environment(debug=False)
    start.bring_up_to_date(desk)
    start._lay_out(desk)
    yield desk
    from django.db import connections

    connections.close_all()
    shutil.rmtree(desk_folder, ignore_errors=True)


@pytest.fixture
def desk(django_stands, request):
    """The tables, as they were before the test; the desk's settings must be, by whoever had them before."""
    from django.core.cache import cache
    from django.db import transaction

    from battlebox.web import incidents

    left = settings.DESK
    before, _BEFORE[0] = _BEFORE[0], request.node.nodeid
    if left is not django_stands:
        settings.DESK = django_stands
        pytest.fail(f"{before} left the settings of the desk changed: {left}")
    incidents.use(FakeIncidents())
    whole = transaction.atomic()
    whole.__enter__()
    # Counts of tries are kept in memory.
    cache.clear()
    try:
        yield django_stands
    finally:
        transaction.set_rollback(True)
        whole.__exit__(None, None, None)
        incidents.use(incidents.NoIncidents())


class FakeIncidents:
    """One incident, of Northmere (hit) and Eastholt (shares its IT); Farwick is a stranger."""

    def __init__(self, *, exercise: bool = False) -> None:
        from battlebox.web.incidents import Incident

        self.one = Incident(
            id="2025-11-24-northmere-7k3f",
            short="7k3f",
            title="Shared IT, <Northmere> & Eastholt",
            state="Triage",
            bodies=frozenset({"northmere", "eastholt"}),
            exercise=exercise,
        )

    def find(self, short):
        return self.one if short == self.one.short else None

    def all(self):
        return (self.one,)


@pytest.fixture
def officer(desk):
    """Make an officer: `officer("northmere", role="tactical", admin=True)`."""
    from battlebox.web.models import Membership, Officer, Role

    def make(body, *, role=Role.TACTICAL, admin=False, incident="", name="", expires_at=None, password=PASSWORD):
        name = name or f"{body}.{Officer.objects.count()}"
        made = Officer.objects.join(name, f"Officer of {body}", password)
        if body:
            Membership.objects.create(
                officer=made, body=body, role=role, admin=admin, incident=incident, expires_at=expires_at
            )
        return made

    return make


@pytest.fixture
def desk_page(desk, officer):
    """A browser, signed in for a council or an officer: `desk_page("farwick")`; nobody: `desk_page()`."""
    from web.desk_page import DeskPage

    def open_as(who=None, **more):
        page = DeskPage(**more)
        if isinstance(who, str):
            who = officer(who)
        return page if who is None else page.sign_in(who)

    return open_as


@pytest.fixture(params=COUNCILS)
def council(request):
    """Each of the three in turn."""
    return request.param
