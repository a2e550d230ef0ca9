"""Giving files to one partner: what is in a collection of ours as STIX, MISP or a table; and alerts.

Law: only what the partner may have goes, both readings are asked, and the ledger has its row before there are bytes.
Not here: the formats (share.foreign), giving by machine (web.taxii, web.feeds).
"""
