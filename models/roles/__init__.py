"""Weights by which the fillers of an incident's roles are found."""
