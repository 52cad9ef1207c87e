"""The learned finder of statements: a small encoder that marks cues, and for each cue its source and content."""
