"""The places of an incident's menu: which address leads to which page, and what a role must allow to send it.

Law: an address is named and stands here, or in the routes of its own wing.
Not here: the pages (picturing, deciding, commanding, reaching, recording, estates).
"""
