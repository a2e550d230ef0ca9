"""The command line face of Battlebox."""
