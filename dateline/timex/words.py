"""The words that time expressions are built from: text in, classified words out.

A class is one capital name ("MONTH", "UNIT"); patterns are written over classes, and each class has one character of
a private alphabet, so that a pattern over words is a plain regular expression over a short string.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<ISO>\d{4}-\d\d?-\d\d?(?:T\d\d(?::\d\d){0,2}Z?)?(?!\w))"
    r"|(?P<SLASHED>\d{1,2}/\d{1,2}/\d{2,4}(?!\w)|\d{4}/\d\d?/\d\d?(?!\w)|\d{1,2}\.\d{1,2}\.\d{4}(?!\w))"
    r"|(?P<FRACTION>\d{1,2}/\d{1,2}(?![\w/]))"
    r"|(?P<CLOCK>\d{1,2}:\d\d(?::\d\d)?(?![\d:]))"
    r"|(?P<MERIDIEM>(?<=[\d ])(?:[ap]\.\s?m\b\.?|[ap]m\b)|(?<=\d)[ap]m\b)"
    r"|(?P<ORDINAL>\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<PLURALYEAR>['’]?\d{2,4}['’]?s\b)"
    r"|(?P<NUMBER>\d+(?:[.,]\d+)*)"
    r"|(?P<OCLOCK>o['’]clock\b)"
    r"|(?P<WORD>[^\W\d_]+)"
    r"|(?P<POSSESSIVE>(?<=\w)['’]s?\b|(?<=s)['’])"
    r"|(?P<BREAK>\n\s*\n)"
    r"|(?P<MARK>[^\w\s])",
    re.IGNORECASE,
)
_MARKS = {
    **{",": "COMMA", ".": "DOT", "-": "DASH", "–": "DASH", "~": "DASH", "—": "RULE", "/": "SLASH", "(": "OPEN"},
    **{")": "CLOSE", "$": "MONEY", "£": "MONEY", "€": "MONEY", "%": "PERCENT", "'": "QUOTE", "’": "QUOTE"},
}


def word_set(text: str) -> frozenset[str]:
    """Return the words of a line as a set."""
    return frozenset(text.split())


_CAPITAL = frozenset({"may", "march", "mar", "jan", "jun", "jul", "dec", "sun", "sat", "wed", "mon", "fri", "august"})
_SHORT = word_set("jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun")


class Word(NamedTuple):
    """One word or mark with its place, its class and what the class says of it (the number of a month)."""

    text: str
    start: int
    end: int
    name: str
    value: str


@cache
def _lexicon() -> dict[str, tuple[str, str]]:
    lines = (files("dateline.lexicon") / "timex_words.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {word: (name, value) for word, name, value in rows}


_SHAPES = ("ISO", "SLASHED", "FRACTION", "CLOCK", "MERIDIEM", "ORDINAL", "PLURALYEAR", "POSSESSIVE", "BREAK", "OCLOCK")
_EXTRA = ("OTHER", "PLURAL", "LOWER", "YEAR", "DIGITS", *dict.fromkeys(_MARKS.values()), *_SHAPES)
_LONGEST_NUMBER = 9  # digits; longer ones count no time


@cache
def alphabet() -> dict[str, str]:
    """Return the character of each class."""
    names = dict.fromkeys([*_EXTRA, *sorted({name for name, _ in _lexicon().values()})])
    return {name: chr(0xE000 + i) for i, name in enumerate(names)}


def split(text: str, begin: int = 0, end: int | None = None) -> list[Word]:
    """Return the classified words of this part of a text, in order."""
    lexicon = _lexicon()
    words: list[Word] = []
    for match in _TOKEN.finditer(text, begin, len(text) if end is None else end):
        kind = match.lastgroup or "MARK"
        token = match.group()
        name, value = "OTHER", ""
        if kind == "WORD":
            entry = lexicon.get(token.lower())
            if entry is not None:
                name, value = entry
                if token[0].islower() and (token in _CAPITAL or (name == "WEEKDAY" and len(token) < 6)):
                    name, value = "LOWER", ""
            elif token[0].islower():
                name = "PLURAL" if token.endswith("s") or token in {"people", "men", "women", "children"} else "LOWER"
        elif kind == "NUMBER":
            name, value = _number(token)
        elif kind == "MARK":
            name = _MARKS.get(token, "OTHER")
        elif kind == "POSSESSIVE":
            name = "POSSESSIVE"
        else:
            name = kind
            value = re.sub(r"\D", "", token) if kind in {"ORDINAL", "PLURALYEAR"} else token.lower()
            if kind == "ORDINAL":
                name = "ORD"
        words.append(Word(token, match.start(), match.end(), name, value))
    return words


def _number(token: str) -> tuple[str, str]:
    if len(token) > _LONGEST_NUMBER:
        return "OTHER", ""
    if token.isdigit():
        if len(token) == 4 and "1000" <= token <= "2100":
            return "YEAR", token
        return "DIGITS", token
    plain = token.replace(",", "")
    return "DIGITS", plain


def is_short(word: Word) -> bool:
    """Tell whether a month or weekday is abbreviated, so that it needs a full stop or a number beside it."""
    return word.text.lower() in _SHORT


def code(words: list[Word]) -> str:
    """Return the words as a string of class characters, one a word."""
    letters = alphabet()
    return "".join([letters[w.name] for w in words])


def pattern(source: str, **parts: str) -> re.Pattern[str]:
    """Compile a pattern over classes; ``{name}`` stands for a part, white space for nothing."""
    for _ in range(4):
        source = re.sub(r"\{([a-z]+)\}", lambda m: parts[m.group(1)], source)
    letters = alphabet()
    return re.compile(re.sub(r"\s+", "", re.sub(r"[A-Z]+", lambda m: letters[m.group()], source)))
