"""Programs that go out with an export and use nothing of Battlebox.

Law: they import the standard library alone.
Not here: anything the room itself calls.
"""
