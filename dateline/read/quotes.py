"""Quotation marks to quoted stretches of words, over every style of marks and over paragraphs left open."""

from __future__ import annotations

from dataclasses import dataclass

from .draft import Draft, Words

_OPENING = frozenset("“„«‹")
_CLOSING = frozenset("”»›")
_LONGEST_UNCLOSED = 60  # tokens: a mark that is never closed quotes at most its sentence beyond this


@dataclass(slots=True)
class Quote:
    """One quoted stretch, marks included; ``goes_on`` where the next paragraph opens with a mark and continues it."""

    words: Words
    goes_on: bool = False

    @property
    def inner(self) -> int:
        """Return the number of tokens between the marks."""
        return self.words.end - self.words.start - 2


@dataclass(slots=True)
class Quotes:
    """The quotes of a report in order, the quote at each token (-1 for none), and where paragraphs begin."""

    all: list[Quote]
    at: list[int]
    paragraphs: set[int]

    def of(self, token: int) -> Quote | None:
        """Return the quote that covers this token, or None."""
        if not 0 <= token < len(self.at) or self.at[token] < 0:
            return None
        return self.all[self.at[token]]


def quotes_of(draft: Draft) -> Quotes:
    """Return the quotes of a draft, found once for all steps."""
    if draft.quotes is None:
        draft.quotes = find_quotes(draft)
    return draft.quotes


def find_quotes(draft: Draft) -> Quotes:
    """Return all quoted stretches; marks that do not pair are closed at the end of their paragraph or sentence.

    Single marks count only outside of double ones, and only where they cannot be apostrophes.
    """
    doc, text, starts, ends = draft.doc, draft.report.text, draft.starts, draft.ends
    n = len(starts)
    paragraphs = {0}
    found: list[Quote] = []
    opened = -1
    single = False
    for i in range(n):
        if i and starts[i] - ends[i - 1] > 0 and doc[i].is_sent_start and "\n" in text[ends[i - 1] : starts[i]]:
            paragraphs.add(i)
            if opened >= 0:
                goes_on = not single and doc[i].text == '"' and not _closes(text, starts[i], ends[i])
                if not single:
                    found.append(Quote(_unclosed(draft, opened, i, goes_on), goes_on))
                opened = -1
        word = doc[i].text
        if word == '"' and not (opened >= 0 and single):
            if opened < 0:
                if not _closes(text, starts[i], ends[i]):
                    opened, single = i, False
            elif _opens(text, starts[i], ends[i]) and i - opened > 1:
                found.append(Quote(_unclosed(draft, opened, i, False)))  # the first mark was never closed
                opened = i
            else:
                found.append(Quote(Words(opened, i + 1)))
                opened = -1
        elif word == "'":
            if opened < 0 and _opens(text, starts[i], ends[i]):
                opened, single = i, True
            elif opened >= 0 and single and not _opens(text, starts[i], ends[i]) and _ends_single(draft, i):
                found.append(Quote(Words(opened, i + 1)))
                opened, single = -1, False
    if opened >= 0 and not single:
        found.append(Quote(_unclosed(draft, opened, n, False)))
    at = [-1] * n
    for k, quote in enumerate(found):
        for i in range(quote.words.start, min(quote.words.end, n)):
            at[i] = k
    return Quotes(found, at, paragraphs)


def _opens(text: str, start: int, end: int) -> bool:
    """Tell whether the mark can only open: by its glyph, or by a space before it and none after."""
    glyph = text[start:end]
    if glyph in _OPENING or glyph in {"‘", "``"}:
        return True
    if glyph in _CLOSING or glyph == "’":
        return False
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return (before.isspace() or before in "([-—–") and not after.isspace()


def _closes(text: str, start: int, end: int) -> bool:
    """Tell whether the mark can only close: by its glyph, or by a space after it and none before."""
    glyph = text[start:end]
    if glyph in _CLOSING:
        return True
    if glyph in _OPENING or glyph == "``":
        return False
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not before.isspace() and (after.isspace() or after in ".,;:!?)")


def _ends_single(draft: Draft, i: int) -> bool:
    """Tell whether a single mark ends a quote rather than a plural possessive ("the rebels' camp")."""
    if i + 1 >= len(draft.starts) or draft.doc[i - 1].is_punct or draft.doc[i + 1].is_punct:
        return True
    return bool(draft.doc[i].tag_ != "POS")


def _unclosed(draft: Draft, start: int, end: int, goes_on: bool) -> Words:
    """Return the words that a mark without a partner quotes: to the paragraph's end, or only its sentence if long."""
    if not goes_on and end - start > _LONGEST_UNCLOSED:
        end = min(end, draft.doc[start].sent.end)
    return Words(start, end)
