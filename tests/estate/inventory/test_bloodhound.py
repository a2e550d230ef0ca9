"""BloodHound's computers, groups and rights as paths: versions 4 to 6, files or a .zip, and nobody's name.

Law: an account is followed and never kept; a way stops at the next system.
Not here: what holds for every tool (test_bring.py).
"""

import pytest

from battlebox.estate import EstateCode, EstateError
from battlebox.estate.inventory import bloodhound
from estate.inventory.exports import (
    BLOODHOUND,
    SID,
    ace,
    brought,
    by_id,
    computer,
    forest,
    group,
    listed,
    sid,
    table,
    user,
    why_left,
    zipped,
)

FOUND = brought("bloodhound", {"20261124_BloodHound.zip": zipped(BLOODHOUND)})


FOREST_ALONE = forest()


def paths(found):
    return {(row["from"], row["to"], row["kind"]) for row in table(found.tables, "paths")}


def of(*computers, groups=(), domains=(FOREST_ALONE,), users=(), version=6):
    files = {
        "computers.json": listed("computers", *computers, version=version),
        "groups.json": listed("groups", *groups, version=version),
        "domains.json": listed("domains", *domains, version=version),
        "users.json": listed("users", *users, version=version),
    }
    return brought("bloodhound", files)


class TestSystems:
    def test_servers_workstations_the_directory_and_groups_with_rights(self):
        assert {key: row["kind"] for key, row in by_id(FOUND.tables, "systems").items()} == {
            "northmere.dc01": "server",
            "northmere.sql01": "server",
            "northmere.workstations-of-northmere-local": "workstations",
            "northmere.directory-northmere-local": "directory",
            "northmere.group-server-admins": "accounts with rights",
            "northmere.group-domain-admins": "accounts with rights",
        }

    def test_nobodys_name_nor_machine_is_kept_anywhere(self):
        kept = str(FOUND.tables) + FOUND.report.to_bytes().decode() + FOUND.report.as_csv() + FOUND.report.as_text()
        for name in ("A.PERSON", "a.person", "PC-A-PERSON", "1201", SID):
            assert name not in kept
        assert why_left(FOUND.report)["people's accounts are followed, and neither they nor their names are kept"] == 1

    def test_what_is_switched_off_in_the_directory_is_left_out(self):
        off = computer(9, "OLD")
        off["Properties"]["enabled"] = False
        found = of(computer(1, "A"), off)
        assert "northmere.old" not in by_id(found.tables, "systems")
        assert why_left(found.report)["it is switched off in the directory"] == 1

    def test_a_domain_is_a_body_where_somebody_says_so(self):
        files = {"c.json": listed("computers", computer(1, "A"))}
        found = brought("bloodhound", files, bodies={"northmere.local": "eastholt"})
        assert "eastholt.a" in by_id(found.tables, "systems")


class TestPaths:
    def test_every_way_stops_at_the_next_system(self):
        n = "northmere."
        workstations, directory = f"{n}workstations-of-northmere-local", f"{n}directory-northmere-local"
        assert paths(FOUND) == {
            (f"{n}sql01", f"{n}group-server-admins", "account"),
            (workstations, f"{n}group-server-admins", "account"),
            (f"{n}group-server-admins", f"{n}sql01", "admin"),
            (f"{n}group-domain-admins", directory, "admin"),
            (f"{n}dc01", directory, "admin"),
            (directory, f"{n}dc01", "admin"),
            (directory, f"{n}sql01", "admin"),
            (directory, workstations, "admin"),
        }

    def test_the_note_names_the_kinds_of_edges(self):
        rows = {(row["from"], row["to"]): row["note"] for row in table(FOUND.tables, "paths")}
        assert rows["northmere.sql01", "northmere.group-server-admins"] == "BloodHound: HasSession, MemberOf"
        assert rows["northmere.group-server-admins", "northmere.sql01"] == "BloodHound: AdminTo"

    def test_groups_in_groups_are_followed(self):
        groups = [group(11, "OUTER", 12), group(12, "INNER", 1201)]
        found = of(computer(1, "A", sessions=[1201]), computer(2, "B", admins=[11]), groups=groups, users=[user(1201)])
        assert ("northmere.a", "northmere.group-outer", "account") in paths(found)
        assert "northmere.group-inner" not in by_id(found.tables, "systems")

    def test_an_account_with_a_right_of_its_own_is_a_way_from_where_it_is_signed_in(self):
        found = of(computer(1, "A", sessions=[1201]), computer(2, "B", admins=[1201]), users=[user(1201)])
        assert ("northmere.a", "northmere.b", "admin") in paths(found)

    def test_a_right_over_an_account_goes_on_to_what_that_account_may(self):
        taken = {**user(1202), "Aces": [ace(1201, "ForceChangePassword")]}
        machines = (computer(1, "A", sessions=[1201]), computer(2, "B", admins=[1202]))
        found = of(*machines, users=[user(1201), taken])
        assert ("northmere.a", "northmere.b", "admin") in paths(found)

    @pytest.mark.parametrize("rights", [("GetChanges", "GetChangesAll"), ("GetChangesAll", "GetChanges")])
    def test_whoever_may_copy_the_directory_has_it(self, rights):
        found = of(computer(1, "A"), groups=[group(11, "SYNC")], domains=[forest(*(ace(11, one) for one in rights))])
        assert ("northmere.group-sync", "northmere.directory-northmere-local", "admin") in paths(found)

    @pytest.mark.parametrize("right", ["GetChanges", "GetChangesAll", "ReadProperty", "Enroll"])
    def test_a_right_that_takes_nothing_is_no_way(self, right):
        found = of(computer(1, "A"), groups=[group(11, "SYNC")], domains=[forest(ace(11, right))])
        assert "northmere.group-sync" not in by_id(found.tables, "systems")

    def test_delegation_is_trust(self):
        found = of(computer(1, "A", AllowedToDelegate=[{"ObjectIdentifier": sid(2)}]), computer(2, "B"))
        assert ("northmere.a", "northmere.b", "trust") in paths(found)

    def test_everybody_is_in_the_groups_of_everybody(self):
        everybody = {**group(0, "AUTHENTICATED USERS"), "ObjectIdentifier": "NORTHMERE.LOCAL-S-1-5-11"}
        right = {**ace(0, "GenericAll"), "PrincipalSID": "NORTHMERE.LOCAL-S-1-5-11"}
        found = of(computer(1, "A"), computer(2, "B", Aces=[right]), groups=[everybody])
        assert ("northmere.a", "northmere.group-authenticated-users", "account") in paths(found)
        assert ("northmere.group-authenticated-users", "northmere.b", "admin") in paths(found)

    @pytest.mark.parametrize(
        ("way", "goes"),
        [("Inbound", {(0, 1)}), (1, {(0, 1)}), ("Outbound", {(1, 0)}), ("Bidirectional", {(0, 1), (1, 0)}), (0, set())],
    )
    def test_a_trust_goes_from_whoever_is_trusted(self, way, goes):
        other = forest(number="S-1-5-21-9", name="EASTHOLT.LOCAL")
        here = forest(
            trusts=[{"TargetDomainSid": "S-1-5-21-9", "TargetDomainName": "EASTHOLT.LOCAL", "TrustDirection": way}]
        )
        found = of(computer(1, "A"), domains=[here, other])
        ends = ("northmere.directory-northmere-local", "northmere.directory-eastholt-local")
        assert {one[:2] for one in paths(found) if one[2] == "trust"} == {(ends[a], ends[b]) for a, b in goes}

    @pytest.mark.parametrize("version", [4, 5])
    def test_older_versions_are_read(self, version):
        machines = (computer(1, "A", sessions=[1201]), computer(2, "B", admins=[11], old=version == 4))
        found = of(*machines, groups=[group(11, "ADM", 1201)], users=[user(1201)], version=version)
        assert ("northmere.group-adm", "northmere.b", "admin") in paths(found)

    def test_local_rights_that_a_policy_gives_are_followed(self):
        changes = {"AffectedComputers": [{"ObjectIdentifier": sid(2)}], "LocalAdmins": [{"ObjectIdentifier": sid(11)}]}
        files = {
            "c.json": listed("computers", computer(1, "A"), computer(2, "B")),
            "g.json": listed("groups", group(11, "ADM")),
            "o.json": listed("ous", {"ObjectIdentifier": "X", "Properties": {}, "GPOChanges": changes}),
        }
        assert ("northmere.group-adm", "northmere.b", "admin") in paths(brought("bloodhound", files))


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("said", "says"),
        [
            ({"users": [], "meta": {"type": "users", "version": 3}}, "it is of version 3; read are 4, 5, 6"),
            ({"data": []}, "it has no `meta` that says what it lists"),
            ([], "it has no `meta`"),
        ],
    )
    def test_another_version_or_file_is_named(self, said, says):
        with pytest.raises(EstateError) as refused:
            brought("bloodhound", {"users.json": said})
        assert refused.value.code is EstateCode.EXPORT_UNREAD
        assert says in str(refused.value)

    def test_more_rights_than_can_be_followed_are_refused(self, monkeypatch):
        monkeypatch.setattr(bloodhound, "STEPS_MAX", 2)
        with pytest.raises(EstateError, match="cannot be followed in a moment"):
            brought("bloodhound", BLOODHOUND)

    def test_a_kind_that_is_not_followed_is_counted(self):
        found = brought("bloodhound", {**BLOODHOUND, "gpos.json": listed("gpos", {"ObjectIdentifier": "X"})})
        assert why_left(found.report)["what it gives is not followed"] == 1
