"""Practice: scenarios, injects and scoring on a copy of the real estate.

Law: imports only from rooms below.
Not here: live channels, which a drill can never reach.
"""
