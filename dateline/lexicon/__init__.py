"""Word lists: names, roles and cues as the tables beside this file give them, each loaded once."""
