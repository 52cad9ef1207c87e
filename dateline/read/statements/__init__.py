"""Who said what: cues, contents, voices."""
