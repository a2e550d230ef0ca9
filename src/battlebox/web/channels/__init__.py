"""Channels: which phone, page, desk, account works now, what serves instead, which stop together.

Law: one that is known or modelled not to work stands on no page without its mark.
Not here: how that is worked out (desk).
"""
