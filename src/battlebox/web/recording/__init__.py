"""Pages of the record: opening an incident, its course, the log, what is shared, copies, the debrief.

Law: what may not be seen is not there.
Not here: the record (desk.record), the journal.
"""
