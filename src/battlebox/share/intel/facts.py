"""What STIX 2.1 says of its types, as tables: each property, whether it must be there, and what kind of value it has.

Law: these are facts of the standard (OASIS STIX 2.1, 2021) and of its extension for incidents; no type is known twice.
Not here: turning them into schemas (schema.py), rules across properties (rules.py).

A row reads `!name` for a property that must be there, `name` for one that may; a text, unless a kind follows a colon:
`texts` and `stamp`, `flag`, `whole(0..100)`, `number(-90..90)`, `one(a|b)`, `ref` and `refs` to anything,
`ref(identity)` to one of these types, `ref(^bundle)` to any but these, and those of schema.py.
"""

from __future__ import annotations

from typing import Final

DOMAIN: Final = {
    "attack-pattern": "!name description aliases:texts kill_chain_phases:phases",
    "campaign": "!name description aliases:texts first_seen:stamp last_seen:stamp objective",
    "course-of-action": "!name description",
    "extension-definition": "!name !schema !version description extension_properties:texts"
    " !extension_types:some(new-sdo|new-sco|new-sro|property-extension|toplevel-property-extension)",
    "grouping": "!context !object_refs:refs name description",
    "identity": "!name description roles:texts identity_class sectors:texts contact_information",
    "incident": "!name description",
    "indicator": "!pattern !pattern_type !valid_from:stamp name description indicator_types:texts pattern_version"
    " valid_until:stamp kill_chain_phases:phases",
    "infrastructure": "!name description infrastructure_types:texts aliases:texts kill_chain_phases:phases"
    " first_seen:stamp last_seen:stamp",
    "intrusion-set": "!name description aliases:texts first_seen:stamp last_seen:stamp goals:texts resource_level"
    " primary_motivation secondary_motivations:texts",
    "language-content": "!object_ref:ref(^bundle|language-content) !contents:tongues object_modified:stamp",
    "location": "name description latitude:number(-90..90) longitude:number(-180..180) precision:number region country"
    " administrative_area city street_address postal_code",
    "malware": "!is_family:flag name description malware_types:texts aliases:texts kill_chain_phases:phases"
    " first_seen:stamp last_seen:stamp operating_system_refs:refs(software) architecture_execution_envs:texts"
    " implementation_languages:texts capabilities:texts sample_refs:refs(file|artifact)",
    "malware-analysis": "!product version configuration_version modules:texts analysis_engine_version"
    " analysis_definition_version submitted:stamp analysis_started:stamp analysis_ended:stamp result_name result"
    " host_vm_ref:ref(software) operating_system_ref:ref(software) installed_software_refs:refs(software)"
    " analysis_sco_refs:refs sample_ref:ref(file|artifact|network-traffic)",
    "note": "!content !object_refs:refs abstract authors:texts",
    "observed-data": "!first_observed:stamp !last_observed:stamp !number_observed:whole(1..999999999)"
    " objects:dictionary object_refs:refs(^DOMAIN)",
    "opinion": "!opinion:one(strongly-disagree|disagree|neutral|agree|strongly-agree) !object_refs:refs explanation"
    " authors:texts",
    "report": "!name !published:stamp !object_refs:refs description report_types:texts",
    "threat-actor": "!name description threat_actor_types:texts aliases:texts first_seen:stamp last_seen:stamp"
    " roles:texts goals:texts sophistication resource_level primary_motivation secondary_motivations:texts"
    " personal_motivations:texts",
    "tool": "!name description tool_types:texts aliases:texts kill_chain_phases:phases tool_version",
    "vulnerability": "!name description",
    "relationship": "!relationship_type:verb !source_ref:ref(^NO_END) !target_ref:ref(^NO_END) description"
    " start_time:stamp stop_time:stamp",
    "sighting": "!sighting_of_ref:ref(^NO_END) description first_seen:stamp last_seen:stamp"
    " count:whole(0..999999999) observed_data_refs:refs(observed-data)"
    " where_sighted_refs:refs(identity|location) summary:flag",
    # Of the extension for incidents, whose samples use more words than its lists have: its words are taken as they are.
    "event": "!status name description event_types:texts goal start_time:stamp start_time_fidelity end_time:stamp"
    " end_time_fidelity",
    "impact": "!impact_category description criticality:whole(0..100) recoverability impacted_refs:refs"
    " start_time:stamp start_time_fidelity end_time:stamp end_time_fidelity superseded_by_ref:ref(impact)",
    "task": "!outcome name description task_types:texts priority:whole(0..100) owner:ref(identity) start_time:stamp"
    " start_time_fidelity end_time:stamp end_time_fidelity",
}

OBSERVABLE: Final = {
    "artifact": "mime_type:mime payload_bin:binary url hashes:hashes decryption_key"
    " encryption_algorithm:one(AES-256-GCM|ChaCha20-Poly1305|mime-type-indicated)",
    "autonomous-system": "!number:whole name rir",
    "directory": "!path path_enc:charset ctime:stamp mtime:stamp atime:stamp contains_refs:refs(file|directory)",
    "domain-name": "!value resolves_to_refs:refs(ipv4-addr|ipv6-addr|domain-name)",
    "email-addr": "!value display_name belongs_to_ref:ref(user-account)",
    "email-message": "!is_multipart:flag date:stamp content_type from_ref:ref(email-addr) sender_ref:ref(email-addr)"
    " to_refs:refs(email-addr) cc_refs:refs(email-addr) bcc_refs:refs(email-addr) message_id subject"
    " received_lines:texts additional_header_fields:headers body body_multipart:objects raw_email_ref:ref(artifact)",
    "file": "hashes:hashes size:whole(0..) name name_enc:charset magic_number_hex:hex mime_type ctime:stamp mtime:stamp"
    " atime:stamp parent_directory_ref:ref(directory) contains_refs:refs content_ref:ref(artifact)",
    "ipv4-addr": "!value resolves_to_refs:refs(mac-addr) belongs_to_refs:refs(autonomous-system)",
    "ipv6-addr": "!value resolves_to_refs:refs(mac-addr) belongs_to_refs:refs(autonomous-system)",
    "mac-addr": "!value:mac",
    "mutex": "!name",
    "network-traffic": "!protocols:texts start:stamp end:stamp is_active:flag src_ref:ref(END) dst_ref:ref(END)"
    " src_port:whole(0..65535) dst_port:whole(0..65535) src_byte_count:whole(0..) dst_byte_count:whole(0..)"
    " src_packets:whole(0..) dst_packets:whole(0..) ipfix:figures src_payload_ref:ref(artifact)"
    " dst_payload_ref:ref(artifact) encapsulates_refs:refs(network-traffic) encapsulated_by_ref:ref(network-traffic)",
    "process": "is_hidden:flag pid:whole created_time:stamp cwd command_line environment_variables:dictionary"
    " opened_connection_refs:refs(network-traffic) creator_user_ref:ref(user-account) image_ref:ref(file)"
    " parent_ref:ref(process) child_refs:refs(process)",
    "software": "!name cpe:cpe swid languages:languages vendor version",
    "url": "!value",
    "user-account": "user_id credential account_login account_type display_name is_service_account:flag"
    " is_privileged:flag can_escalate_privs:flag is_disabled:flag account_created:stamp account_expires:stamp"
    " credential_last_changed:stamp account_first_login:stamp account_last_login:stamp",
    "windows-registry-key": "key:hive values:objects modified_time:stamp creator_user_ref:ref(user-account)"
    " number_of_subkeys:whole",
    "x509-certificate": "is_self_signed:flag hashes:hashes version serial_number signature_algorithm issuer"
    " validity_not_before:stamp validity_not_after:stamp subject subject_public_key_algorithm"
    " subject_public_key_modulus subject_public_key_exponent:whole x509_v3_extensions:dictionary",
}

MARKING: Final = "name definition_type definition:object created_by_ref:ref(identity)"

EVERYWHERE: Final = "object_marking_refs:refs(marking-definition) granular_markings:granular extensions:extensions"
OF_DOMAIN: Final = (
    "!created:instant !modified:instant created_by_ref:ref(identity) revoked:flag labels:texts"
    " confidence:whole(0..100) lang external_references:sources"
)
OF_OBSERVABLE: Final = "defanged:flag"
OF_MARKING: Final = "!created:stamp external_references:sources"

# Groups of types that rows above name in capitals.
GROUPS: Final = {
    "END": "ipv4-addr|ipv6-addr|mac-addr|domain-name",
    "NO_END": "relationship|sighting|bundle|marking-definition|language-content",
    "DOMAIN": "|".join(one for one in DOMAIN if one not in ("relationship", "sighting")),
}

# At least one of these properties is there; a pair joined by a plus counts when both are.
SOME_OF: Final = {
    "artifact": "payload_bin url",
    "file": "hashes name",
    "location": "region country latitude+longitude",
    "malware-analysis": "result analysis_sco_refs",
    "marking-definition": "definition extensions",
    "network-traffic": "src_ref dst_ref",
    "observed-data": "objects object_refs",
    "process": OBSERVABLE["process"] + " extensions",
    "user-account": OBSERVABLE["user-account"] + " extensions",
    "windows-registry-key": OBSERVABLE["windows-registry-key"],
    "x509-certificate": OBSERVABLE["x509-certificate"],
}
# The first of each needs the second beside it.
NEEDS: Final = {
    "artifact": "url+hashes decryption_key+encryption_algorithm",
    "location": "latitude+longitude longitude+latitude precision+latitude",
    "marking-definition": "definition+definition_type definition_type+definition",
}
# Of each pair there is one at most.
NOT_BOTH: Final = {
    "artifact": "payload_bin+url",
    "email-message": "body+body_multipart",
    "observed-data": "objects+object_refs",
}

# Extensions whose properties the standard gives itself.
SHIPPED: Final = {
    "archive-ext": "!contains_refs:refs(file|directory) comment",
    "http-request-ext": "!request_method !request_value request_version request_header:dictionary"
    " message_body_length:whole message_body_data_ref:ref(artifact)",
    "icmp-ext": "!icmp_type_hex:hex !icmp_code_hex:hex",
    "ntfs-ext": "sid alternate_data_streams:objects",
    "pdf-ext": "version is_optimized:flag document_info_dict:dictionary pdfid0 pdfid1",
    "raster-image-ext": "image_height:whole image_width:whole bits_per_pixel:whole exif_tags:dictionary",
    "socket-ext": "!address_family is_blocking:flag is_listening:flag options:dictionary socket_type"
    " socket_descriptor:whole(0..) socket_handle:whole",
    "tcp-ext": "src_flags_hex:hex dst_flags_hex:hex",
    "unix-account-ext": "gid:number groups:texts home_dir shell",
    "windows-pebinary-ext": "!pe_type imphash machine_hex:hex number_of_sections:whole(0..) time_date_stamp:stamp"
    " pointer_to_symbol_table_hex:hex number_of_symbols:whole(0..) size_of_optional_header:whole(0..)"
    " characteristics_hex:hex file_header_hashes:hashes optional_header:dictionary sections:objects",
    "windows-process-ext": "aslr_enabled:flag dep_enabled:flag priority owner_sid window_title startup_info:dictionary"
    " integrity_level:one(low|medium|high|system)",
    "windows-service-ext": "service_name descriptions:texts display_name group_name start_type"
    " service_dll_refs:refs(file) service_type service_status",
}

INCIDENT_CORE: Final = "extension-definition--ef765651-680c-498d-9894-99799f2fa126"
EVENT: Final = "extension-definition--4ca6de00-5b0d-45ef-a1dc-ea7279ea910e"
IMPACT: Final = "extension-definition--7cc33dd6-f6a1-489b-98ea-522d351d71b9"
TASK: Final = "extension-definition--2074a052-8be4-4932-849e-f5e7798e0030"
TLP_2: Final = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
DEFINED: Final = {
    INCIDENT_CORE: "!determination !investigation_status criticality:whole(0..100) incident_types:texts"
    " detection_methods:texts recoverability impacted_entity_counts:figures impact_refs:refs(impact) events:objects"
    " tasks:objects",
    TLP_2: "!tlp_2_0:one(clear|green|amber|amber+strict|red)",
}
