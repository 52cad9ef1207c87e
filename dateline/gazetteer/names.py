"""A place's name as a key: one key for all ways to type a name, and one for its spellings from other scripts."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = str.maketrans("", "", "'’‘`ʻʼʿʾ′´\"“”.")
_BLANKS = re.compile(r"[-‐–—_/,()\s]+")
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a"})
# The Arabic article, also before "sun letters" ("az-Zor", "ash-Sham"); one that is a name alone stays.
ARTICLES = frozenset({"al", "el", "as", "es", "az", "ez", "ar", "er", "ash", "esh", "ad", "ed", "at", "et", "an", "en"})
_JOINED = re.compile(r"^[ae]([bcdfghjklmnpqrstvwxz])(?=\1)")  # "ezzor", "arraqqa": the article written in one
_PAIRS = (("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("zh", "z"), ("ph", "f"), ("ck", "k"), ("tch", "c"))
_LETTERS = str.maketrans({"q": "k", "c": "k", "j": "g", "v": "b", "y": None, "w": None})
_VOWELS = re.compile(r"[aeiou]+")
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=20_000)
def key_of(name: str) -> str:
    """Return the key of a name: small letters without accents and apostrophes, hyphens as blanks, "St." as "saint"."""
    text = name if name.isascii() else _without_accents(name)
    words = _BLANKS.sub(" ", text.casefold().translate(_APOSTROPHES)).split()
    if words and words[0] == "the" and len(words) > 1:
        words = words[1:]
    return " ".join(_SHORT.get(word, word) for word in words)


def _without_accents(name: str) -> str:
    spread = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN))
    return "".join(c for c in spread if not unicodedata.combining(c))


@lru_cache(maxsize=20_000)
def skeleton_of(key: str) -> str:
    """Return the consonants of a key without articles: one for Deir Ezzor, Deir al-Zor and Dayr az Zawr."""
    words = key.split()
    kept = [w for w in words if w not in ARTICLES] or words
    return " ".join(filter(None, map(_bones, kept)))


def _bones(word: str) -> str:
    word = _JOINED.sub("", word)
    for pair, letter in _PAIRS:
        word = word.replace(pair, letter)
    head = "A" if word[:1] in "aeiou" else ""
    word = _TWICE.sub(r"\1", _VOWELS.sub("a", word.translate(_LETTERS)))
    word = word.removesuffix("h").removesuffix("ah")
    return head + word.replace("a", "")


def spelling_distance(one: str, other: str) -> float:
    """Return the share of letters by which two keys differ, articles and doubled letters apart: 0 is alike."""
    a, b = _loose(one), _loose(other)
    if a == b:
        return 0.0
    before = [float(n) for n in range(len(b) + 1)]
    for i, x in enumerate(a, 1):
        now = [float(i)]
        for j, y in enumerate(b, 1):
            same = x == y
            step = 0.0 if same else 0.5 if x in "aeiouyw" and y in "aeiouyw" else 1.0
            now.append(min(now[j - 1] + 1, before[j] + 1, before[j - 1] + step))
        before = now
    return before[-1] / max(len(a), len(b), 1)


def _loose(key: str) -> str:
    words = key.split()
    kept = [w for w in words if w not in ARTICLES] or words
    return _TWICE.sub(r"\1", "".join(_JOINED.sub("", w) for w in kept))
