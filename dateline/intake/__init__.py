"""Bytes to Report: what a user hands over (files, folders, web pages, tables) becomes reports or clear errors."""

from .inputs import count_inputs, open_inputs
from .received import Given

__all__ = ["Given", "count_inputs", "open_inputs"]
