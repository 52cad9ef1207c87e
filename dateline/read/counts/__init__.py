"""How many: numbers, what they count, and the event they belong to."""
