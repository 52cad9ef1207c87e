"""Case restored to text that has none: wire archives in capitals, messages and scraped pages in small letters.

Text in, the same text with the case that a newspaper would have set out; every character stands where it stood.
Words are written small, with a first capital or in capitals, whichever chain is likeliest by counts of words and
pairs of words (``casing.tsv``, made by ``models.casing.count``), by the names of the lexicon and of the gazetteer's
countries, and for words never counted by their form. Nothing is done to text that has its case.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from dateline.gazetteer.index import gazetteer
from dateline.lexicon.actors import first_names, known_actors
from dateline.lexicon.countries import countries
from dateline.record.report import Span

SMALL, TITLE, UPPER = 0, 1, 2
_SHAPES = (SMALL, TITLE, UPPER)

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_OPENING = r"[\"'“”‘’`(\[\s]*$"
_OPENS = re.compile(
    rf"[.?!][\"'”’)\]]*\s{_OPENING}"  # behind a sentence
    rf"|\n\s*\n{_OPENING}|\A{_OPENING}"  # at the head of a paragraph
    r"|:\s+[\"“]$"  # a quotation
    r"|(?:\A|\n\s*\n|--)\s*(?:\[[^\]]*\]\s*)+$"  # "BOGOTA, 3 JAN 90 -- [TEXT] THE ..."
    r"|(?:\A|\n\s*\n?)[\w ,.'()-]{2,38}(?::|--|—|–)\s+$"  # "new delhi: the ..."
)
_ABBREVIATED = re.compile(
    r"(?:\b[^\W\d_]|\b(?:gen|col|lt|maj|capt|sgt|mr|mrs|ms|dr|st|sen|rep|gov|no|vs|sr|jr))\.\s+$", re.I
)
_OPENERS = frozenset({"the", "a", "an", "it", "he", "she", "they", "this", "that", "but", "we", "i", "there"})
_BEFORE = 60  # characters before a word that tell whether it opens a sentence
_HALF_OF_DAY = re.compile(r"\b[ap]\. ?m\b", re.I)
_LONGEST_ACRONYM = 8
_LEAST_LETTERS = 40  # a line with fewer letters is a heading or an acronym: by hand
_LEAST_WORDS = 12  # a report of fewer words without capitals may be one clause: by hand
_UPPER_SHARE = 0.8  # of the letters of a paragraph in capitals; names in small letters ("al-") and "mid-80s" remain
_LOOKED_AT = 6000  # characters
_SMALL_SHARE = 0.01  # of the words with a capital; English news has 12 to 20 in a hundred, a line of date is one or two
_TRUST = 2.0  # counts that the prior of a word's form is worth; chosen on the training half of PolNeAR
_SURE = -0.05  # log-likelihood of the shape that a name of the lexicon has
_UNSURE = -4.0  # and of the others


class Counts(NamedTuple):
    """How often a word, or a pair of words, was seen in each shape, and how often one shape follows another."""

    words: dict[str, tuple[int, int, int]]
    pairs: dict[tuple[str, str], tuple[tuple[int, int], int, int]]  # the shapes it has, how often, out of how many
    forms: dict[str, tuple[float, float, float]]  # shares of shapes by the form of a word never seen
    follows: tuple[tuple[float, ...], ...]  # log of P(shape | shape before)
    alone: tuple[float, ...]  # log of P(shape)


@cache
def counts() -> Counts:
    """Return the counts that texts with case gave."""
    words: dict[str, tuple[int, int, int]] = {}
    pairs: dict[tuple[str, str], tuple[tuple[int, int], int, int]] = {}
    forms: dict[str, tuple[float, float, float]] = {}
    follows = [[0.0] * 3 for _ in _SHAPES]
    for line in files("dateline.lexicon").joinpath("casing.tsv").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        kind, name, *numbers = line.split("\t")
        if kind == "word":
            small, title, upper = map(int, numbers)
            words[name] = (small, title, upper)
        elif kind == "pair":
            first, second = name.split(" ")
            pairs[first, second] = (int(numbers[0][0]), int(numbers[0][1])), int(numbers[1]), int(numbers[2])
        elif kind == "form":
            seen = sum(map(int, numbers)) or 1
            a, b, c = (max(int(n), 1) / seen for n in numbers)
            forms[name] = (a, b, c)
        else:
            follows[int(name)] = [float(n) for n in numbers]
    total = sum(sum(row) for row in follows)
    alone = tuple(math.log(sum(row) / total) for row in follows)
    return Counts(words, pairs, forms, tuple(tuple(math.log(n / sum(row)) for n in row) for row in follows), alone)


def form_of(word: str) -> str:
    """Return what a word not counted is judged by: whether English knows it, its vowels, its length."""
    if not re.search("[aeiouyáéíóúäöü]", word):
        return "no-vowel" if len(word) < 7 else "long"
    known = "known" if _is_english(word) else "new"
    if word in first_names() or gazetteer().knows(word):
        known += "-name"
    return f"{known}-{'short' if len(word) < 5 else 'long'}"


@cache
def _english() -> frozenset[str]:
    """Return the dictionary forms that the parser's lemmatizer knows (WordNet's, names among them)."""
    from .parse import load_model

    tables = load_model().get_pipe("lemmatizer").lookups
    index = tables.get_table("lemma_index")
    return frozenset(w for words in index.values() for w in words)


_ENDINGS = (("", ""), ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"),
            ("d", ""), ("ied", "y"), ("ly", ""), ("er", ""), ("er", "e"), ("est", ""), ("'s", ""),
            ("men", "man"))  # fmt: skip


def _is_english(word: str) -> bool:
    known = _english()
    for ending, instead in _ENDINGS:
        if word.endswith(ending):
            stem = word[: len(word) - len(ending)] + instead
            if stem in known or (
                ending in {"ed", "ing", "er"} and len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in known
            ):
                return True
    return False


@cache
def _names() -> dict[str, tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]]:
    """Return the names of the lexicon of two words and more, and acronyms, by their first word, the longest first."""
    spelt: dict[tuple[str, ...], tuple[int, ...]] = {}
    written: list[str] = []
    for spellings in known_actors().values():
        for spelling in spellings:
            if spelling.is_acronym:
                spelt.setdefault(spelling.words, (UPPER,) * len(spelling.words))
    table = files("dateline.lexicon")
    for name in ("actors.tsv", "older_groups.tsv"):
        for line in table.joinpath(name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "name\t")):
                cells = line.split("\t")
                written += [cells[0], *(a.removeprefix("~") for a in cells[4].split("|") if a)]
    for country in countries().values():
        written.append(country.name)
    for name in written:
        found: list[str] = WORD.findall(name)
        if len(found) > 1:
            spelt.setdefault(tuple(w.lower() for w in found), tuple(shape_of(w) for w in found))
    first: dict[str, list[tuple[tuple[str, ...], tuple[int, ...]]]] = {}
    for words, shapes in spelt.items():
        first.setdefault(words[0], []).append((words, shapes))
    return {word: tuple(sorted(listed, key=lambda n: -len(n[0]))) for word, listed in first.items()}


def shape_of(word: str) -> int:
    """Return the shape that a word is written in; one with capitals inside counts as a title."""
    if word.isupper() and len(word) > 1:
        return UPPER
    return TITLE if any(c.isupper() for c in word) else SMALL


def restore_case(text: str) -> str:
    """Return the text with case restored throughout, character for character."""
    found = list(WORD.finditer(text))
    if not found:
        return text
    words = [m.group().lower().replace("’", "'") for m in found]
    opens = [_opens_sentence(text, m.start(), word) for m, word in zip(found, words, strict=True)]
    shapes = _likeliest(words, [m.start() for m in found], [m.end() for m in found], text)
    pieces = []
    at = 0
    for match, word, shape, opening in zip(found, words, shapes, opens, strict=True):
        pieces.append(text[at : match.start()].lower())
        pieces.append(_written(match.group(), word, TITLE if opening and shape == SMALL else shape))
        at = match.end()
    pieces.append(text[at:].lower())
    restored = "".join(pieces)
    return restored if len(restored) == len(text) else text


def _opens_sentence(text: str, at: int, word: str) -> bool:
    """Tell whether a word opens a sentence; behind "U.S." and "Gen." only one that often does."""
    before = text[max(0, at - _BEFORE) : at]
    if not _OPENS.search(before if at > _BEFORE else "\n\n" + before):
        return False
    return word in _OPENERS or not _ABBREVIATED.search(before)


def _written(original: str, word: str, shape: int) -> str:
    small = original.lower()
    if len(small) != len(original):
        return original
    if shape == UPPER:
        stem, mark, rest = small.partition("'")
        made = stem.upper() + mark + (rest if rest in {"s", ""} else rest.upper())
    elif shape == TITLE:
        made = small[0].upper() + small[1:]
        if re.match(r"(?:o|d|l)['’][^\W\d_]{3}", small):
            made = made[:2] + made[2].upper() + made[3:]
        elif small.startswith("mc") and len(small) > 4:
            made = "Mc" + made[2].upper() + made[3:]
    else:
        made = small
    return made if made.lower() == small else original  # "ı" has no capital of its own


def _likeliest(words: Sequence[str], starts: Sequence[int], ends: Sequence[int], text: str) -> list[int]:
    """Return the likeliest chain of shapes (Viterbi)."""
    table = counts()
    fixed = dict(_fixed(words, starts, ends, text))
    best: list[list[float]] = []
    back: list[list[int]] = []
    for i, word in enumerate(words):
        own = _own_likelihood(table, word, fixed.get(i))
        near = i > 0 and starts[i] - ends[i - 1] <= 2 and not re.search("[.;:?!()]", text[ends[i - 1] : starts[i]])
        if not near:
            top = max(best[-1]) if best else 0.0
            came = best[-1].index(top) if best else 0
            best.append([top + own[s] for s in _SHAPES])
            back.append([came] * 3)
            continue
        pair = table.pairs.get((words[i - 1], word))
        row, origin = [], []
        for s in _SHAPES:
            options = [best[-1][r] + table.follows[r][s] - table.alone[s] + _pair_bonus(pair, r, s) for r in _SHAPES]
            top = max(options)
            row.append(top + own[s])
            origin.append(options.index(top))
        best.append(row)
        back.append(origin)
    chain = [max(_SHAPES, key=lambda s: best[-1][s])]
    for i in range(len(words) - 1, 0, -1):
        chain.append(back[i][chain[-1]])
    return chain[::-1]


def _own_likelihood(table: Counts, word: str, fixed: int | None) -> tuple[float, ...]:
    if fixed is not None:
        return tuple(_SURE if s == fixed else _UNSURE for s in _SHAPES)
    stem = word.removesuffix("'s")
    seen = table.words.get(word) or table.words.get(stem) or (0, 0, 0)
    prior = table.forms.get(form_of(stem)) or (1 / 3, 1 / 3, 1 / 3)
    total = sum(seen) + _TRUST
    return tuple(math.log((n + _TRUST * p) / total) for n, p in zip(seen, prior, strict=True))


def _pair_bonus(pair: tuple[tuple[int, int], int, int] | None, first: int, second: int) -> float:
    if pair is None:
        return 0.0
    shapes, hits, total = pair
    return (
        math.log((hits + 0.5) / (total + 1))
        if (first, second) == shapes
        else math.log((total - hits + 0.5) / (total + 1)) - 1.0
    )


def _fixed(words: Sequence[str], starts: Sequence[int], ends: Sequence[int], text: str) -> Iterator[tuple[int, int]]:
    """Yield the place and shape of each word of a name that the lexicon has, and of initials."""
    names = _names()
    table = counts()
    taken = -1  # the last word of the name found before
    halves = {at for m in _HALF_OF_DAY.finditer(text) for at in (m.start(), m.end() - 1)}  # "3 p.m."
    acronyms = {w for i, w in enumerate(words) if _is_bracketed(table, w, text, starts[i], ends[i])}
    for i, word in enumerate(words):
        if word in acronyms:
            yield i, UPPER
            continue
        if len(word) == 1:
            after = text[ends[i] : ends[i] + 2]
            if text[starts[i] - 1 : starts[i]].isdigit() or starts[i] in halves:
                yield i, SMALL  # "the 3d brigade"
            elif word == "i" or (word != "a" and after[:1] in {".", "-"}):
                yield i, UPPER
            continue
        if i <= taken:
            continue
        for name, shapes in names.get(word, ()):
            if tuple(words[i : i + len(name)]) != name:
                continue
            if len(name) == 1:
                small, title, _ = table.words.get(word, (0, 0, 0))
                if small or title or _is_english(word):
                    continue  # "us", "who", "fatah": counts know better
            yield from ((i + n, shape) for n, shape in enumerate(shapes))
            taken = i + len(name) - 1
            break


def _is_bracketed(table: Counts, word: str, text: str, start: int, end: int) -> bool:
    """Tell whether a word stands alone in brackets as an acronym does, and is no word that is known."""
    if text[start - 1 : start] not in {"[", "("} or text[end : end + 1] not in {"]", ")"}:
        return False
    return 1 < len(word) <= _LONGEST_ACRONYM and word not in table.words and not _is_english(word)


def with_case(text: str, body: Span, paragraphs: Iterable[Span]) -> str:
    """Return a report's text with case where its body has none: all of it, or single lines in capitals.

    Small letters are only taken for missing case where the whole body has no others.
    """
    written = text[body.start : body.end]
    if is_in_capitals(written) or is_in_small_letters(written):
        return text[: body.start] + restore_case(written) + text[body.end :]
    pieces = []
    at = 0
    for each in paragraphs:
        if is_in_capitals(text[each.start : each.end]):
            pieces += [text[at : each.start], restore_case(text[each.start : each.end])]
            at = each.end
    return "".join([*pieces, text[at:]]) if pieces else text


def is_in_capitals(text: str) -> bool:
    """Tell whether a paragraph is written in capitals throughout."""
    letters = [c for c in text[:4000] if c.isalpha()]
    return len(letters) > _LEAST_LETTERS and sum(c.isupper() for c in letters) > _UPPER_SHARE * len(letters)


def is_in_small_letters(text: str) -> bool:
    """Tell whether a report is written without capitals, but for a stray line: names and sentences alike."""
    text = text[:_LOOKED_AT]
    found = list(WORD.finditer(text))
    if len(found) < _LEAST_WORDS:
        return False
    capital = sum(any(c.isupper() for c in m.group()) for m in found)
    if capital > max(1, _SMALL_SHARE * len(found)):
        return False
    first = [m.group()[:1] for m in found if _opens_sentence(text, m.start(), m.group().lower())]
    return sum(c.islower() for c in first) > len(first) / 2
