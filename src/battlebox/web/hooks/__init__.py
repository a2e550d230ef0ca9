"""Machines that are told what happens here: naming one, what each is told, sending it, and every try on a page.

Law: only a real desk tells; each message is asked of the gate for the body whose machine it is, when it is put down and
again at each try; a body tells of its own entries alone.
Not here: how a message is signed and sent (share.hook).
"""
