"""Telling others: papers to print, partner feeds and the public status site.

Law: imports only from rooms below.
Not here: deciding who may receive a thing (marking).
"""

from battlebox.share.callsheet import dpia_paper, register_paper, sheets_paper
from battlebox.share.pack import pack_paper
from battlebox.share.paper import brief_paper

__all__ = ["brief_paper", "dpia_paper", "pack_paper", "register_paper", "sheets_paper"]
