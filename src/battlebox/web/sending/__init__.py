"""Sending from the desk: the outbox in its own tables, a lane for each means, what is silent.

Law: the outbox can be dropped and made again from the record.
Not here: what may be sent (desk.message), providers (share.sending).
"""
