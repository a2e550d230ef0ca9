"""NetBox's devices, machines, clusters, sites and cables brought into an estate, in the forms of several versions.

Law: what is left out says why; what is guessed says that it is.
Not here: what holds for every tool (test_bring.py).
"""

import pytest

from battlebox.estate import EstateCode, EstateError
from estate.inventory.exports import (
    API,
    brought,
    by_id,
    cable,
    device,
    interface,
    machine,
    needs,
    old_cable,
    page,
    table,
    why_left,
)


class TestDevicesAndMachines:
    def test_a_device_becomes_a_system_with_its_role_place_and_model(self):
        found = brought("netbox", {"d.json": page(device(1, "NM-CORE-01", role="Core switch", rack="R1"))})
        assert by_id(found.tables, "systems")["northmere.nm-core-01"] == {
            "system": "northmere.nm-core-01",
            "name": "NM-CORE-01",
            "body": "northmere",
            "kind": "Core switch",
            "hosting": "on-prem",
            "note": "NetBox: device; Acme SRV-2U; site Town Hall; rack R1",
        }

    def test_the_role_is_read_as_versions_before_3_6_name_it(self):
        found = brought("netbox", {"d.json": page(device(1, "a", role="Firewall", old=True))})
        assert by_id(found.tables, "systems")["northmere.a"]["kind"] == "Firewall"

    @pytest.mark.parametrize("status", ["planned", "staged", "inventory"])
    def test_what_is_not_in_use_is_left_out(self, status):
        found = brought("netbox", {"d.json": page(device(1, "a"), device(2, "b", status=status))})
        assert [*by_id(found.tables, "systems")] == ["northmere.a"]
        assert why_left(found.report) == {f"its status is {status}: it is not in use": 1}

    @pytest.mark.parametrize("status", ["failed", "offline", "decommissioning"])
    def test_what_may_still_be_plugged_in_is_taken_and_says_so(self, status):
        found = brought("netbox", {"d.json": page(device(1, "a", status=status))})
        assert f"status {status}" in by_id(found.tables, "systems")["northmere.a"]["note"]

    def test_what_only_holds_cables_is_left_out(self):
        found = brought("netbox", {"d.json": page(device(1, "a"), device(2, "pp", role="Patch Panel"))})
        assert why_left(found.report) == {"its role says that it only holds cables": 1}

    def test_a_device_without_a_name_is_called_as_netbox_shows_it(self):
        found = brought("netbox", {"d.json": page(device(7, None))})
        assert [*by_id(found.tables, "systems")] == ["northmere.acme-srv-2u-7"]

    def test_two_of_one_name_are_told_apart_by_their_site(self):
        other = {**device(2, "sw-1"), "site": {"id": 2, "name": "Depot"}}
        found = brought("netbox", {"d.json": page(device(1, "sw-1"), other)})
        assert sorted(by_id(found.tables, "systems")) == ["northmere.sw-1-depot", "northmere.sw-1-town-hall"]

    def test_a_tenant_is_a_body_where_somebody_says_so(self):
        files = {"d.json": page(device(1, "a", tenant="Eastholt Council"), device(2, "b", tenant="Housing"))}
        found = brought("netbox", files, bodies={"Eastholt Council": "eastholt"})
        assert {row["body"] for row in table(found.tables, "systems")} == {"eastholt", "northmere"}
        assert by_id(found.tables, "systems")["northmere.b"]["note"].endswith("tenant Housing")
        assert {row["body"]: row["name"] for row in table(found.tables, "bodies")}["eastholt"] == "Eastholt Council"

    def test_a_machine_needs_its_cluster_and_a_cluster_one_of_its_hosts(self):
        hosts = page(device(1, "h1", cluster="Main"), device(2, "h2", cluster="Main"))
        found = brought("netbox", {"d.json": hosts, "v.json": page(machine(1, "sql"))})
        assert needs(found.tables) == {
            ("northmere.cluster.main", "northmere.h1"),
            ("northmere.cluster.main", "northmere.h2"),
            ("northmere.sql", "northmere.cluster.main"),
        }
        assert {row.get("any_of") for row in table(found.tables, "needs")} == {"hosts", None}

    def test_whoever_has_the_host_has_its_machines(self):
        files = {"d.json": page(device(1, "h1")), "v.json": page(machine(1, "sql", host="h1"))}
        found = brought("netbox", files)
        path = by_id(found.tables, "paths")["northmere.h1--admin--northmere.sql"]
        assert (path["from"], path["to"], path["kind"]) == ("northmere.h1", "northmere.sql", "admin")
        assert "both_ways" not in path

    def test_a_list_saved_as_csv_is_told_by_its_columns(self):
        files = {
            "devices.csv": "Name,Status,Tenant,Site,Rack,Role,Manufacturer,Type,IP Address\n"
            "ea-fw-01,Active,Eastholt,Civic Centre,R1,Firewall,Acme,FW-200,192.0.2.1/24\n",
            "vms.csv": "Name,Status,Site,Cluster,Role,Tenant,vCPUs,Memory (MB),Disk,IP Address\n"
            "ea-sql,Active,,Main,Database,,4,8192,20,\n",
        }
        found = brought("netbox", files)
        assert sorted(by_id(found.tables, "systems")) == [
            "northmere.cluster.main",
            "northmere.ea-fw-01",
            "northmere.ea-sql",
        ]
        assert [(one.kind, one.count) for one in found.report.read] == [("device", 1), ("virtual machine", 1)]

    def test_sites_become_sites(self):
        site = {"id": 1, "url": f"{API}/dcim/sites/1/", "name": "Town Hall", "physical_address": "1 High St"}
        found = brought("netbox", {"d.json": page(device(1, "a")), "s.json": page(site)})
        assert by_id(found.tables, "sites")["northmere.site.town-hall"]["address"] == "1 High St"

    def test_what_nothing_is_made_of_is_counted(self):
        rack = {"id": 1, "url": f"{API}/dcim/racks/1/", "name": "R1"}
        found = brought("netbox", {"d.json": page(device(1, "a")), "r.json": page(rack, rack)})
        assert [(one.kind, one.count) for one in found.report.left] == [("racks", 2)]


class TestCables:
    DEVICES = page(device(1, "d1"), device(2, "d2"), device(3, "d3"))

    @pytest.mark.parametrize("form", [cable, old_cable])
    def test_a_cable_between_interfaces_is_a_way_both_ways(self, form):
        found = brought("netbox", {"d.json": self.DEVICES, "c.json": page(form(1, 2, 1))})
        assert table(found.tables, "paths") == [
            {
                "path": "northmere.d1--route--northmere.d2",
                "from": "northmere.d1",
                "to": "northmere.d2",
                "kind": "route",
                "both_ways": "y",
                "owner": "northmere",
                "note": "NetBox: a cable joins them",
            }
        ]

    def test_an_interface_follows_its_cable_through_panels(self):
        found = brought("netbox", {"d.json": self.DEVICES, "i.json": page(interface(1, 1, 3), interface(2, 2, None))})
        assert [*by_id(found.tables, "paths")] == ["northmere.d1--route--northmere.d3"]
        assert why_left(found.report) == {"nothing is plugged into it": 1}

    def test_a_cable_that_is_cut_is_no_way(self):
        found = brought("netbox", {"d.json": self.DEVICES, "i.json": page(interface(1, 1, 3, reachable=False))})
        assert "paths" not in found.tables.tables
        assert why_left(found.report) == {"NetBox says that its cable leads nowhere: a part of it is not connected": 1}

    def test_each_cable_that_is_no_way_says_why(self):
        cables = page(
            cable(1, 1, 2),
            cable(2, 2, 1),
            cable(3, 1, 1),
            cable(4, 1, 9),
            cable(5, 1, 2, kind="dcim.frontport"),
            cable(6, 1, 2, type="power"),
        )
        found = brought("netbox", {"d.json": self.DEVICES, "c.json": cables})
        assert len(table(found.tables, "paths")) == 1
        assert why_left(found.report) == {
            "another one between the same two is in already": 1,
            "it joins a device to itself": 1,
            "an end of it is on a device that was not sent, was left out, or shares its name with another": 1,
            "an end of it is no interface (frontport)": 1,
            "it carries power": 1,
        }

    def test_a_table_of_cables_goes_by_the_names_of_devices(self):
        text = "ID,Label,Termination A,Termination B,Device A,Device B,Status,Type\n1,,1,1,d1,d3,Connected,CAT6\n"
        found = brought("netbox", {"d.json": self.DEVICES, "c.csv": text})
        assert [*by_id(found.tables, "paths")] == ["northmere.d1--route--northmere.d3"]

    def test_chance_and_hours_stay_blank_and_are_said_to_be_guesses(self):
        found = brought("netbox", {"d.json": self.DEVICES, "c.json": page(cable(1, 1, 2))})
        assert not {"chance", "hours"} & by_id(found.tables, "paths")["northmere.d1--route--northmere.d2"].keys()
        assert (
            "1 path of kind route: chance 0.2, 24 hours, from [cyber.kinds.route] of estate.toml: a working value, "
            "for the export says neither. Ask" in found.report.guessed
        )


class TestWhatIsNoExport:
    @pytest.mark.parametrize(
        ("file", "data", "says"),
        [
            ("a.json", b"{", "no JSON from line 1, column 2 on"),
            ("a.json", b"\xff\xfe{", "it is neither UTF-8 nor UTF-16 text"),
            ("a.json", b'{"detail": "Invalid token"}', "it holds no list of things"),
            ("a.json", b"[" * 100 + b"]" * 100, "more than 64 levels deep"),
            ("a.csv", b"Colour,Shape\nred,round\n", "its columns are of no list that is read: colour, shape"),
        ],
    )
    def test_it_is_refused_by_file_with_what_to_send(self, file, data, says):
        with pytest.raises(EstateError) as refused:
            brought("netbox", {file: data})
        assert refused.value.code is EstateCode.EXPORT_UNREAD
        assert says in str(refused.value)
        assert file in str(refused.value)
        assert "REST API" in refused.value.hint

    @pytest.mark.parametrize(
        ("item", "says"),
        [
            ({**device(1, "a"), "name": ["a"]}, "d.json, item 2: name holds a list, and should hold words"),
            ({**device(1, "a"), "status": {"value": {}}}, "item 2: status.value holds fields of its own"),
            ("a word", "item 2: the whole of it holds `a word`, and should hold a thing with fields"),
        ],
    )
    def test_a_field_that_is_not_what_it_should_be_is_named(self, item, says):
        with pytest.raises(EstateError) as refused:
            brought("netbox", {"d.json": page(device(9, "z"), item)})
        assert refused.value.code is EstateCode.EXPORT_FIELD
        assert says in str(refused.value)
