"""Dateline reads reports of conflict and keeps a sourced record: who said what, on whose word, with what status."""

__version__ = "0.1.0"
