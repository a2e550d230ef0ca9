"""Bulletins at the desk and from a terminal: written, opened, taken in, acknowledged; and whom to ring back.

Law: a file is opened without an account or a network; what a page or a command writes goes through the desk.
Not here: the file and its form (share.bulletin), entries in the record (desk.exchange), other partners' pages
(web.partnering).
"""
