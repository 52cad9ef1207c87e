"""Who did what to whom: predicates, participants, codes."""
