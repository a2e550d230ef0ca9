"""What happened: sign, verify, merge and replay the record of an incident.

Law: imports only from rooms below.
Not here: knowledge of estates; this room opens with the journal.
"""
