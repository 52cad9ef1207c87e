"""A page for the content rules: the draft with its quotes, and small questions to both."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from ..draft import Draft, Words
from ..quotes import Quotes
from .cues import Construction

SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
WH = frozenset({"WDT", "WP", "WP$", "WRB"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
ADDRESSED = frozenset(
    {
        "tell",
        "inform",
        "assure",
        "remind",
        "notify",
        "warn",
        "advise",
        "convince",
        "persuade",
        "promise",
        "ask",
        "brief",
    }
)
NAMING = frozenset({"call", "describe", "label", "brand", "deem", "dub", "consider", "term", "name", "declare"})
END_MARKS = frozenset({",", ".", ";", ":", "--", "-", "?", "!", "..."})
_LONGEST_LABEL = 5  # tokens
SPEAKING = frozenset(
    """say tell add note cite insist warn argue claim announce acknowledge accuse report declare deny stress
    urge state assert explain reply respond suggest write describe criticize criticise condemn denounce
    praise call vow pledge promise demand reject dismiss admit concede confirm allege tweet ask quote
    threaten blame emphasize refer quip joke lament""".split()  # noqa: SIM905
)


@dataclass(slots=True)
class Found:
    """Content in parts, by which construction it was found, and the last token that was looked at."""

    parts: list[Words]
    construction: Construction


@dataclass(slots=True)
class Page:
    """A draft with its quotes: what the content rules read."""

    draft: Draft
    doc: Doc
    quotes: Quotes
    is_learned: bool = False  # whether the encoder reads it, or the rules alone
    keeps_tails: bool = False  # whether a content keeps what the report turns to at its end, as annotators have it


def cut(page: Page, start: int, end: int) -> Words | None:
    """Return words without the marks at their edges; the marks inside of quotes stay."""
    doc = page.doc
    while start < end and doc[start].text in END_MARKS:
        start += 1
    while (
        end > start
        and page.quotes.of(end - 1) is None
        and (doc[end - 1].text in END_MARKS or doc[end - 1].pos_ == "CCONJ")
    ):
        end -= 1
    if end - 1 > start and doc[end - 1].text == '"':
        quote = page.quotes.of(end - 1)
        if quote is not None and quote.words.end > end:  # only the opening mark fell inside
            end -= 1
    return Words(start, end) if end > start else None


def past_label(page: Page, start: int, end: int) -> int:
    """Return where a sentence begins behind a label of place or day: "Idlib: two shells fell ..."."""
    for i in range(start + 1, min(end - 1, start + _LONGEST_LABEL + 1)):
        if page.doc[i].text == ":" and page.quotes.of(i) is None:
            return i + 1
        if page.doc[i].tag_ in FINITE or page.doc[i].text == '"':
            return start
    return start


def trimmed(page: Page, start: int, end: int, construction: Construction) -> Found | None:
    words = cut(page, start, end)
    if words is None:
        return None
    found = Found([words], construction)
    close_quotes(page, found)
    return found


def close_quotes(page: Page, found: Found) -> None:
    """Let content that enters a quote run to the quote's end."""
    words = found.parts[-1]
    quote = page.quotes.of(words.end - 1)
    if quote is not None and words.start <= quote.words.start and words.end < quote.words.end:
        found.parts[-1] = Words(words.start, quote.words.end)
    elif words.end < len(page.doc):
        quote = page.quotes.of(words.end)
        if quote is not None and words.start < quote.words.start < words.end:
            found.parts[-1] = Words(words.start, quote.words.end)


def has_finite(doc: Doc, words: Words) -> bool:
    return any(doc[i].tag_ in FINITE for i in range(words.start, words.end))


def has_clause_after(page: Page, verb: Token) -> bool:
    return any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children)


def new_clause(page: Page, words: Words) -> bool:
    """Tell whether words open with "and" or "but" and a clause of their own."""
    first = page.doc[words.start]
    if first.lower_ == "but" and has_finite(page.doc, words):
        return True
    if first.lower_ in {"but", "and"}:
        return speaks_anew(page, words.start + 1, words.end)
    return first.lower_ in {"while", "whereas", "although"} and has_finite(page.doc, words)


def speaks_anew(page: Page, start: int, end: int) -> bool:
    """Tell whether a clause with another speaker opens here: ", and residents said ..."."""
    doc = page.doc
    for i in range(start, min(end, start + 12)):
        if doc[i].tag_ in {"VBD", "VBZ", "VBP"}:
            return doc[i].lemma_.lower() in SPEAKING
        if doc[i].text in {",", '"'}:
            return False
    return False
