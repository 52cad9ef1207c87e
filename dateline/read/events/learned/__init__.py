"""The learned typer of events: what one actor does to another, from the words of the sentence that tells it."""
