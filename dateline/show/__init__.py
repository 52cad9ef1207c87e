"""A reading for a person: the brief in a terminal, the annotated page, and tables for a spreadsheet."""
