"""Time expressions of English text and their TIMEX3 values: pure functions on text, anchors and tense."""

from .expressions import Timex, find_timexes

__all__ = ["Timex", "find_timexes"]
