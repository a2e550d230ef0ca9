"""The desk's own tables: officers and what they may do, what was saved once, jobs, the outbox, partners, intelligence.

Law: nothing about an incident is kept here but its id, and what is an index that can be made again from its record.
Not here: the record (journal).
"""

from battlebox.web.models.alarm import Alarm, Alarms
from battlebox.web.models.arrival import Arrival, Document
from battlebox.web.models.collection import Collection, Entry, Right
from battlebox.web.models.errand import Addressed, Dispatch, Errand
from battlebox.web.models.feed import Feed
from battlebox.web.models.following import Following, FollowingKind
from battlebox.web.models.hook import Hook, HookTry, Told
from battlebox.web.models.identity import Identity
from battlebox.web.models.intel import Edge, IntelObject, Reach
from battlebox.web.models.job import Job, JobState
from battlebox.web.models.membership import Membership, Role
from battlebox.web.models.monitoring_key import MonitoringKey, MonitoringKeys
from battlebox.web.models.notice import Notice
from battlebox.web.models.officer import Officer
from battlebox.web.models.once import Once
from battlebox.web.models.partner import Partner
from battlebox.web.models.pushed import Pushed
from battlebox.web.models.readiness import ReadinessNote
from battlebox.web.models.release import Given, Receipt, Release
from battlebox.web.models.slip import JoiningSlip

__all__ = [
    "Addressed",
    "Alarm",
    "Alarms",
    "Arrival",
    "Collection",
    "Dispatch",
    "Document",
    "Edge",
    "Entry",
    "Errand",
    "Feed",
    "Following",
    "FollowingKind",
    "Given",
    "Hook",
    "HookTry",
    "Identity",
    "IntelObject",
    "Job",
    "JobState",
    "JoiningSlip",
    "Membership",
    "MonitoringKey",
    "MonitoringKeys",
    "Notice",
    "Officer",
    "Once",
    "Partner",
    "Pushed",
    "Reach",
    "ReadinessNote",
    "Receipt",
    "Release",
    "Right",
    "Role",
    "Told",
]
