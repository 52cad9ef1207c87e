"""Numbers in words and figures: plain words in, the range they give out. Pure; knows nothing of the parse.

A range is ``low`` to ``high``, both inclusive, either None where the words leave that end open:

- "14" is 14 to 14, and so is "about 14": a rounded number stays the number that the text gives, its "about" stays
  in the span;
- "at least 14" is 14 up, "more than 14" is 15 up, "up to 14" and "nearly 14" are 14 down, "fewer than 14" 13 down;
- vague words are ranges by their plain sense: "several" and "a few" 3 to 9, "a handful" 3 to 9, "dozens" 24 to 99,
  "scores" 40 to 199, "hundreds" 200 to 999, "thousands" 2,000 to 9,999, "tens of thousands" 20,000 to 99,999.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Quantity(NamedTuple):
    """A number among words: words ``start`` to ``end`` (exclusive), ``core`` the first word of the number itself."""

    start: int
    end: int
    core: int
    low: int | None
    high: int | None


class _Cardinal(NamedTuple):
    end: int
    low: int
    high: int | None


_UNITS = {
    w: n
    for n, w in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        1,
    )
}
_TENS = {
    w: 10 * n for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "dozen": 12,
    "m": 1_000_000,
}
_PLURALS = {
    "dozens": (24, 99),
    "scores": (40, 199),
    "hundreds": (200, 999),
    "thousands": (2000, 9999),
    "millions": (2_000_000, None),
}
_VAGUE = {"several": (3, 9), "couple": (2, 2), "pair": (2, 2), "handful": (3, 9)}
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_ORDINALS = frozenset({"second", "third", "fourth", "fifth", "sixth"})
_AFTER_ONE = frozenset(
    {"was", "had", "has", "is", "died", "later", "wounded", "injured", "missing", "person", "soldier"}
)
_MOVED = frozenset(
    {"rise", "rises", "rose", "risen", "climbed", "jumped", "increased", "went", "grew", "fell", "dropped", "revised"}
    | {"raised", "raising", "up", "down", "lowered", "taken", "updated"}
)
_MOVED_NEAR = 3  # words between "rose" and its "from": "rose on Monday from 14 to 19"
_HARMING = frozenset({"killed", "killing", "wounded", "wounding", "injured", "injuring", "damaged", "damaging"})
_AFTER_HARMED = frozenset({".", ",", "in", "at", "on", "near", "and", "when", "as", "outside"})
_DASHES = frozenset({"-", "--", "–", "—"})

# Words before a number, longest first, with what they do to it.
_BEFORE: dict[tuple[str, ...], str] = {
    **dict.fromkeys(
        [("at", "least"), ("no", "fewer", "than"), ("no", "less", "than"), ("not", "less", "than")], "from"
    ),
    **dict.fromkeys([("a", "minimum", "of"), ("minimum",), ("not", "fewer", "than")], "from"),
    **dict.fromkeys([("more", "than"), ("well", "over"), ("just", "over"), ("over",), ("above",)], "above"),
    **dict.fromkeys([("upwards", "of"), ("upward", "of"), ("in", "excess", "of"), ("greater", "than")], "above"),
    **dict.fromkeys([("well", "more", "than"), ("far", "more", "than"), ("exceeding",)], "above"),
    **dict.fromkeys([("up", "to"), ("as", "many", "as"), ("at", "most"), ("no", "more", "than")], "to"),
    **dict.fromkeys([("a", "maximum", "of"), ("not", "more", "than"), ("maximum",)], "to"),
    **dict.fromkeys([("nearly",), ("almost",), ("close", "to"), ("just", "under"), ("approaching",)], "to"),
    **dict.fromkeys([("fewer", "than"), ("less", "than"), ("under",), ("below",)], "below"),
    **dict.fromkeys(
        [("about",), ("around",), ("some",), ("roughly",), ("approximately",), ("an", "estimated")], "near"
    ),
    **dict.fromkeys([("estimated",), ("circa",), ("exactly",), ("an", "additional"), ("a", "further")], "near"),
    **dict.fromkeys(
        [("another",), ("a", "total", "of"), ("a", "record"), ("the", "other"), ("only",), ("just",)], "near"
    ),
}
_LONGEST_BEFORE = max(len(k) for k in _BEFORE)


def number_range(phrase: str) -> tuple[int | None, int | None] | None:
    """Return the range of the first number in a phrase, or None where there is none.

    >>> number_range("at least 14 people")
    (14, None)
    """
    words = re.findall(r"[^\W\d_]+|\d[\d,]*(?:\.\d+)?\+?|-|–", phrase.lower())
    for quantity in find_quantities(words):
        return quantity.low, quantity.high
    return None


_ROUNDED = re.compile(r"(?:about|around|some|roughly|approximately|estimated|circa|or so|nearly|almost)\b", re.I)
_TOLERANCE = 0.1  # how far from a number said to be rounded the exact one may lie


def is_rounded(phrase: str) -> bool:
    """Tell whether a phrase calls its number a rounded one: "about 50", "some 200", "50 or so".

    >>> is_rounded("some 200 people"), is_rounded("200 people")
    (True, False)
    """
    return _ROUNDED.search(phrase) is not None


def loosened(low: int | None, high: int | None, phrase: str) -> tuple[int | None, int | None]:
    """Return a range as wide as its words mean it, to be compared: "about 50" does not exclude 52.

    >>> loosened(50, 50, "about 50")
    (45, 55)
    """
    if not is_rounded(phrase):
        return low, high
    slack = [max(1, round(n * _TOLERANCE)) if n is not None else 0 for n in (low, high)]
    return (None if low is None else low - slack[0]), (None if high is None else high + slack[1])


def find_quantities(words: Sequence[str]) -> Iterator[Quantity]:
    """Yield the numbers among lower-case words, from left to right, each with its modifiers."""
    i = 0
    while i < len(words):
        found = _quantity(words, i) if _may_start(words[i]) else None
        if found is None:
            i += 1
        else:
            yield found
            i = found.end


_STARTS = frozenset(
    {*_UNITS, *_TENS, *_SCALES, *_PLURALS, *_VAGUE, "between", "from", "a", "half", "tens", "another", "few", "an"}
    - {"m"}
)


def _may_start(word: str) -> bool:
    return word in _STARTS or word[0].isdigit()


def _quantity(words: Sequence[str], i: int) -> Quantity | None:
    if words[i] == "from" and _is_moved(words, i):
        return None
    if words[i] in {"between", "from"}:
        low = _cardinal(words, i + 1)
        if low is None or low.end >= len(words) or words[low.end] not in {"and", "to"}:
            return None
        high = _cardinal(words, low.end + 1)
        if high is None or (high.high is not None and high.low < low.low):
            return None
        return Quantity(i, high.end, i + 1, low.low * _shared_scale(words, low, high), high.high)
    first = _cardinal(words, i)
    if first is None:
        if words[i] == "another" and _cardinal(words, i + 1) is None:
            return Quantity(i, i + 1, i, 1, 1)
        return None
    end, low_, high_ = first.end, first.low, first.high
    spread = _second(words, i, first)
    if spread is not None:
        end, low_, high_ = spread.end, low_ * _shared_scale(words, first, spread), spread.high
    return _modified(words, i, end, low_, high_)


def _shared_scale(words: Sequence[str], low: _Cardinal, high: _Cardinal) -> int:
    """Return the scale that the lower of two numbers leaves to the upper: 1000 in "two to three thousand"."""
    scale = _SCALES.get(words[high.end - 1], 1)
    return scale if scale >= 1000 and low.low < high.low // scale and low.low < 1000 else 1


def _is_moved(words: Sequence[str], i: int) -> bool:
    """Tell whether the "from" here parts two tolls and opens no range: "rose from 14 to 19"."""
    return i > 0 and words[i] == "from" and any(w in _MOVED for w in words[max(0, i - _MOVED_NEAR) : i])


def _second(words: Sequence[str], i: int, first: _Cardinal) -> _Cardinal | None:
    """Return the upper number of "10 to 15", "10-15", "two or three"."""
    if first.low != first.high or first.end + 1 >= len(words) or _is_moved(words, i - 1):
        return None
    joint = words[first.end]
    if joint not in {"to", "or"} and joint not in _DASHES:
        return None
    second = _cardinal(words, first.end + 1)
    if second is None or second.low != second.high or second.low <= first.low:
        return None
    if joint in _DASHES and second.end < len(words) and words[second.end] in _DASHES:
        return None  # a date or a code: "10-14-2025"
    if joint == "or" and second.low > 10 * first.low * _shared_scale(words, first, second):
        return None
    return second


def _modified(words: Sequence[str], i: int, end: int, low: int, high: int | None) -> Quantity:
    start, kinds = i, []
    while True:  # "at least another 20" holds two
        for n in range(min(_LONGEST_BEFORE, start), 0, -1):
            kind = _BEFORE.get(tuple(words[start - n : start]))
            if kind is not None:
                kinds.append(kind)
                start -= n
                break
        else:
            break
    bottom: int | None = low
    for kind in kinds:
        if kind == "from":
            high = None
        elif kind == "above":
            bottom, high = (low + 1 if high == low else low), None
        elif kind == "to":
            bottom = None
        elif kind == "below":
            bottom, high = None, (high - 1 if high is not None else None)
    if end + 1 < len(words) and words[end] == "or" and words[end + 1] in {"more", "so"}:
        if words[end + 1] == "more":
            high = None
        end += 2
    return Quantity(start, end, i, bottom, high)


def _cardinal(words: Sequence[str], i: int) -> _Cardinal | None:
    """Return the number that starts at this word, without its modifiers."""
    if i >= len(words):
        return None
    word = words[i]
    if word[0].isdigit():
        return _figure(words, i)
    if word in _PLURALS:
        return _of_thousands(words, i, *_PLURALS[word])
    if word == "tens" and i + 2 < len(words) and words[i + 1] == "of" and words[i + 2] in {"thousands", "millions"}:
        n = 20_000 if words[i + 2] == "thousands" else 20_000_000
        return _Cardinal(i + 3, n, 5 * n - 1)
    if word == "several":
        return _scaled_vague(words, i + 1, 3, 9)
    if word in {"a", "an", "half"}:
        return _after_article(words, i)
    if word in _VAGUE and word != "handful":
        return _Cardinal(i + 1, *_VAGUE[word]) if i and words[i - 1] == "another" else None
    return _in_words(words, i)


def _figure(words: Sequence[str], i: int) -> _Cardinal | None:
    word = words[i]
    plus = word.endswith("+")
    digits = word.rstrip("+")
    if not _FIGURE.fullmatch(digits):
        return None
    value = float(digits.replace(",", ""))
    end = i + 1
    while end < len(words) and words[end] in _SCALES and words[end] != "m":
        value *= _SCALES[words[end]]
        end += 1
    if value != int(value):
        return None
    return _Cardinal(end, int(value), None if plus else int(value))


def _of_thousands(words: Sequence[str], i: int, low: int, high: int | None) -> _Cardinal:
    if i + 2 < len(words) and words[i + 1] == "of" and words[i + 2] in {"thousands", "millions"} and low < 2000:
        scale = 1000 if words[i + 2] == "thousands" else 1_000_000
        top = None if high is None else (high + 1) * scale - 1
        return _Cardinal(i + 3, low * scale, top)
    return _Cardinal(i + 1, low, high)


def _scaled_vague(words: Sequence[str], i: int, low: int, high: int) -> _Cardinal:
    """Return "several hundred", "a few thousand" as their range."""
    if i < len(words) and words[i] in {"dozen", "hundred", "thousand", "million"}:
        scale = _SCALES[words[i]]
        return _Cardinal(i + 1, low * scale, (high + 1) * scale - 1)
    return _Cardinal(i, low, high)


def _after_article(words: Sequence[str], i: int) -> _Cardinal | None:
    """Return "a dozen", "half a dozen", "a couple", "a few hundred", "a hundred"."""
    if words[i] == "half":
        at = i + 2 if words[i + 1 : i + 2] == ["a"] else i + 1
        scale = _SCALES.get(words[at], 0) if at < len(words) else 0
        return _Cardinal(at + 1, scale // 2, scale // 2) if scale >= 12 and words[at] != "m" else None
    if words[i] == "a" and words[i + 1 : i + 2] and words[i + 1] in _ORDINALS and i + 2 < len(words):
        harmed = i > 0 and words[i - 1] in _HARMING and words[i + 2] in _AFTER_HARMED
        return _Cardinal(i + 2, 1, 1) if harmed or words[i + 2] in _AFTER_ONE else None  # "a third was injured"
    if words[i + 1 : i + 4] == ["quarter", "of", "a"] and words[i + 4 : i + 5] == ["million"]:
        return _Cardinal(i + 5, 250_000, 250_000)
    if i + 1 >= len(words):
        return None
    word = words[i + 1]
    if word == "half" and words[i + 2 : i + 3] == ["dozen"]:
        return _Cardinal(i + 3, 6, 6)
    if word == "few":
        return _scaled_vague(words, i + 2, 3, 9)
    if word in _VAGUE:
        return _Cardinal(i + 2, *_VAGUE[word])
    if word == "score":
        return _Cardinal(i + 2, 20, 20) if words[i + 2 : i + 3] == ["of"] else None
    if word in {"dozen", "hundred", "thousand", "million"}:
        return _in_words(["one", *words[i + 1 :]], 0, shift=i)
    return None


def _in_words(words: Sequence[str], i: int, shift: int = 0) -> _Cardinal | None:
    """Return a number written out: "twenty-five", "two hundred and ten", "two dozen"."""
    total, current, at, seen = 0, 0, i, False
    while at < len(words):
        word = words[at]
        if word in _UNITS and (not seen or current % 100 == 0 or (current % 10 == 0 and _UNITS[word] < 10)):
            current += _UNITS[word]
        elif word in _TENS and current % 100 == 0:
            current += _TENS[word]
        elif word in {"hundred", "dozen"} and seen and current:
            current *= _SCALES[word]
        elif word in {"thousand", "million", "billion"} and seen and current:
            total += current * _SCALES[word]
            current = 0
        elif word == "and" and seen and at + 1 < len(words) and current and current % 100 == 0:
            if words[at + 1] not in _UNITS and words[at + 1] not in _TENS:
                break
            if current == 0 and total == 0:
                break
        elif word == "-" and seen and current and current % 10 == 0 and at + 1 < len(words):
            if current % 100 < 20 or words[at + 1] not in _UNITS or _UNITS[words[at + 1]] > 9:
                break
        else:
            break
        if word not in {"and", "-"}:
            seen = True
        at += 1
    if not seen:
        return None
    value = total + current
    return _Cardinal(at + shift, value, value)
