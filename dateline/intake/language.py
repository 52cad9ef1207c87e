"""The language of a text as an ISO 639-1 code, on a sample, or None where the text is too short to tell."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from .words import word_list, word_map

_SAMPLE = 3_000  # characters
_MIN_LETTERS = 40  # all 84 fragments of 80 characters from PolNeAR's dev set are told right, names alone are not
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

# Of all words. English news has 0.31 in the middle (PolNeAR dev) and 0.22 or more in 99 of 100 (GeoVirus dev); Spanish
# news (135 of the PETRARCH set) has 0.00 throughout; Danish and Dutch, which share "at" and "over", were seen with 0.16
# and 0.11. What lies under the mark is left to the language model.
_ENGLISH_SHARE = 0.2


def language_code(declared: str | None) -> str | None:
    """Return the ISO 639-1 code of a declared language ("en-GB", "eng", "English"), or None where it is none."""
    if not declared:
        return None
    low = re.split(r"[-_,; ]", declared.strip().lower(), maxsplit=1)[0]
    names = word_map("language_names")
    if low in names:
        return names[low]
    return low if len(low) == 2 and low.isascii() and low.isalpha() else None


def find_language(text: str, declared: str | None = None) -> str | None:
    """Return the language that the text is written in; what is declared counts only where the text is too short.

    English is told by its function words, which costs nothing; only other texts load the language model.
    """
    sample = _sample(text)
    letters = sum(map(str.isalpha, sample[:400]))
    if letters < _MIN_LETTERS:
        return language_code(declared)
    english = word_list("english")
    words = [w.lower() for w in _WORD.findall(sample)]
    if len(words) >= 12 and sum(w in english for w in words) >= _ENGLISH_SHARE * len(words):
        return "en"
    code: str = _identifier().classify(sample)[0]
    return language_code(code)


def _sample(text: str) -> str:
    """Return the middle of the text: its head may be a title and links in another language."""
    if len(text) <= _SAMPLE:
        return text
    start = min(len(text) // 3, len(text) - _SAMPLE)
    return text[start : start + _SAMPLE]


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # 0.8 s: only for a text that is not plainly English

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
