"""Feeds: collections at partners' servers that we read, and to which we give where we may.

Law: only a real desk asks or gives; a secret is sealed before it is kept; what is given went through the gate and
stands in the ledger before it leaves.
Not here: the client (share.polling), our own collections (web.partnering, web.taxii).
"""
