"""Evidence: what was fetched kept as it was sent, everything added tied into a chain, and both proved to others."""
