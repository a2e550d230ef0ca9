"""The public status site: what residents are told, as plain files that any host can carry.

Law: nothing that is not TLP:CLEAR is built; an edition stands whole or not at all, signed; it needs no desk to be read.
Not here: which facts are cleared and by whom (desk), papers (the rest of this room).
"""

from battlebox.share.errors import Code as ShareCode
from battlebox.share.errors import ShareError, ShareMistakes
from battlebox.share.ground import RealDesk, is_practice
from battlebox.share.status.clearance import clear
from battlebox.share.status.cloud import SCHEMES, CloudStore
from battlebox.share.status.delivery import Came, Delivered, bring, deliver, is_away, store_at, try_store
from battlebox.share.status.difference import Difference, differences
from battlebox.share.status.drafted import page_of_draft
from battlebox.share.status.folder import Checked, Problem, check_folder, put_site, read_site, standing, try_folder
from battlebox.share.status.frame import Edition
from battlebox.share.status.manifest import MANIFEST, Manifest, sign_manifest
from battlebox.share.status.published import Fact, FactStatus, ServicePage, State, StatusPage, Urgent
from battlebox.share.status.publishing import Published, changes, may_replace, publish
from battlebox.share.status.reading import document_of, page_of_bytes, page_of_file
from battlebox.share.status.saying import local_time, moment, stamp
from battlebox.share.status.sftp import SftpHost
from battlebox.share.status.site import PAGE_BYTES_MAX, site_files
from battlebox.share.status.ssh import SshHost
from battlebox.share.status.upload import TYPES, Store, manifest_in, send

__all__ = [
    "MANIFEST",
    "PAGE_BYTES_MAX",
    "SCHEMES",
    "TYPES",
    "Came",
    "Checked",
    "CloudStore",
    "Delivered",
    "Difference",
    "Edition",
    "Fact",
    "FactStatus",
    "Manifest",
    "Problem",
    "Published",
    "RealDesk",
    "ServicePage",
    "SftpHost",
    "ShareCode",
    "ShareError",
    "ShareMistakes",
    "SshHost",
    "State",
    "StatusPage",
    "Store",
    "Urgent",
    "bring",
    "changes",
    "check_folder",
    "clear",
    "deliver",
    "differences",
    "document_of",
    "is_away",
    "is_practice",
    "local_time",
    "manifest_in",
    "may_replace",
    "moment",
    "page_of_bytes",
    "page_of_draft",
    "page_of_file",
    "publish",
    "put_site",
    "read_site",
    "send",
    "sign_manifest",
    "site_files",
    "stamp",
    "standing",
    "store_at",
    "try_folder",
    "try_store",
]
