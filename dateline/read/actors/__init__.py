"""Who: names, offices, ties, references and metonyms become the actors of a report."""
