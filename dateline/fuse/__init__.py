"""Many reports to one account: which are copies of one text, which tell one story, and where they differ."""
