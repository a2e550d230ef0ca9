"""Bringing files in from other formats: looked at, shown, kept when a person says so; and what they hold.

Law: what would become of a file is known before anything of it is kept, and each refusal has its name.
Not here: the readers (share.foreign), the store of things (web.taxii), what goes out (web.giving).
"""
