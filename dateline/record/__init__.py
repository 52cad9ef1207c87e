"""What is kept: the typed record of one reading. Imports nothing else of the project."""
