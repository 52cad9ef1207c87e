"""Report to Reading, in ordered steps that meet in the draft of the reading."""
