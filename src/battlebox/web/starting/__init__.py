"""Starting the desk: its folder, settings, certificates, servers, and the demonstration.

Law: the desk opens on the loopback unless the room is asked for.
Not here: the command (command), pages.
"""
