"""What protected sources are called in, one matcher out that finds every way to write it, whatever letters and signs.

Case, accents, kinds of quotation marks, dashes and blanks, signs that are not seen, and how the parts of a name are
joined ("ahmed-hassan", "ahmed%20hassan", "AhmedHassan") make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from dateline.lexicon.actors import titles
from dateline.store.protecting import Called

Key = tuple[str, ...]  # the parts of a name, folded

_PART = re.compile(r"[^\W_]+")
_BETWEEN = r"(?:%20|[\W_]){0,6}"
_LETTER = r"[^\W\d_]"
_ENDING = rf"(?:'s(?!{_LETTER})|(?<=s)'(?!{_LETTER}))?"
_SHORTEST_SURNAME = 3
_AT_HAND = 256  # patterns
_TEXTS_AT_HAND = 16_384  # by hand: some megabytes, as none is longer than the next
_LONG = 1000  # letters
# By hand: what opens the words for somebody, and what stands for a name without being one.
_OPENING = frozenset(
    ("a", "an", "the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your", "one")
)
_PRONOUNS = _OPENING | frozenset(
    (
        *("he", "him", "himself", "she", "hers", "herself", "they", "them", "themselves", "theirs", "it", "itself"),
        *("we", "us", "ourselves", "i", "me", "myself", "you", "who", "whom", "whose", "which", "both", "all"),
        *("others", "another", "some"),
    )
)
# Words that letters in capitals may be taken for: such a name is one only in capitals. By hand.
_WORDS = frozenset(
    (
        *("us", "is", "who", "it", "as", "at", "be", "by", "do", "go", "he", "if", "in", "me", "my", "no", "of", "on"),
        *("or", "so", "to", "up", "we", "an", "am", "and", "for", "are", "all", "aid", "act", "can", "was", "has"),
        *("had", "not", "but", "may", "off", "out", "now", "new", "one", "two", "set", "let", "led", "war", "ask"),
        *("arm", "air", "age", "app", "art"),
    )
)


_SMALL = frozenset(("of", "the", "for", "and", "in", "on", "to", "de", "al", "el"))


class Range(NamedTuple):
    """Characters of a text that name a protected source, end exclusive, and which."""

    start: int
    end: int
    subject: str


class _Folding(dict[int, str]):
    """Characters by what they are compared as, made when first met."""

    def __missing__(self, code: int) -> str:
        made = _fold_character(chr(code))
        self[code] = made
        return made


_FOLDING = _Folding()


def _fold_character(one: str) -> str:
    kind = unicodedata.category(one)
    if kind in ("Cf", "Mn", "Me", "Cc") and not one.isspace():
        return "\x02" if one == "\x02" else "\x03" if one == "\x03" else ""  # marks of the search part words
    if kind == "Pd":
        return "-"
    if one in "‘’ʼ`´′ʻ＇":
        return "'"
    if one.isspace():
        return " "
    plain = "".join(c for c in unicodedata.normalize("NFKD", one) if not unicodedata.combining(c))
    return _LOOKS_LIKE.get(plain.casefold(), plain.casefold())


# Letters without a decomposition that are written without their stroke as often. By hand.
_LOOKS_LIKE = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t", "þ": "th"}


def fold(text: str) -> tuple[str, list[int] | None]:
    """Return a text as it is compared, and where each of its characters stood; None where nothing moved."""
    if text.isascii() and text.isprintable():
        return text.lower(), None
    folded = text.translate(_FOLDING)
    if len(folded) == len(text) and not any(len(_FOLDING[ord(c)]) != 1 for c in set(text)):
        return folded, None
    where = [at for at, c in enumerate(text) for _ in _FOLDING[ord(c)]]
    return folded, [*where, len(text)]


def parts_of(name: str) -> Key:
    """Return the parts of a name, as they are compared."""
    return tuple(_PART.findall(fold(name)[0].replace("'", "")))


@dataclass(frozen=True, slots=True)
class Names:
    """Names by their parts, with whose they are: those that mean one source wherever they stand."""

    everywhere: dict[Key, str] = field(default_factory=dict)
    letters: set[Key] = field(default_factory=set)  # those made of first letters, which are so in capitals alone
    here: dict[int, dict[Key, str]] = field(default_factory=dict)  # by report: words that mean one there alone


def names_of(called: Iterable[Called]) -> Names:
    """Return the names of protected sources, and the words that mean one in its reports alone."""
    names = Names()
    for one in called:
        whole = {parts_of(name): name for name in one.names if parts_of(name)}
        inside = {part for key in whole if len(key) > 1 for part in key}
        everywhere = set(whole)
        for key in whole:
            everywhere |= set(_ways_to_name(key)) if one.is_person else set(_letters_of(key))
        local: set[Key] = set()
        for form in one.forms:
            key, is_name = _read_form(form, one.is_person, inside)
            if key:
                (everywhere if is_name else local).add(key)
        local |= {parts_of(words) for words in one.sent_as}
        if not one.is_person:
            names.letters.update({letters for key in whole for letters in _letters_of(key)} - set(whole))
        for key in everywhere:
            names.everywhere.setdefault(key, one.subject)
        for number in one.reports:
            words = names.here.setdefault(number, {})
            for key in local - everywhere - {()}:
                words.setdefault(key, one.subject)
    return names


def _ways_to_name(key: Key) -> Iterator[Key]:
    """Yield the ways to name a person of more than one name: the last, any run that ends with it, turned round."""
    if len(key) < 2:
        return
    last = key[-1]
    if len(last) >= _SHORTEST_SURNAME or not last.isascii():
        for at in range(len(key)):
            yield key[at:]
    yield (key[0], last)
    yield (last, key[0])
    yield (last, *key[:-1])
    if all(part.isascii() for part in key):
        yield (*(part[0] for part in key[:-1]), last)
        yield (key[0][0], last)


def _letters_of(key: Key) -> Iterator[Key]:
    """Yield the first letters of a body of several names, by which it may go too."""
    letters = "".join(part[0] for part in key if part not in _SMALL)
    if len(letters) >= _SHORTEST_SURNAME and letters.isalpha():
        yield (letters,)


def _read_form(form: str, is_person: bool, inside: set[str]) -> tuple[Key, bool]:
    """Return the parts of a report's words for a source, and whether they are a name wherever they stand."""
    written = _PART.findall(form)
    while written and written[0].casefold() in _OPENING:
        written = written[1:]
    key = parts_of(" ".join(written))
    is_acronym = len(key) == 1 and written[0].isupper() and len(written[0]) > 1
    if not key or (all(part in _PRONOUNS for part in key) and not is_acronym):
        return (), False
    is_capital = any(not part[0].islower() and part[0].isalpha() for part in written)
    if not is_capital or " ".join(key) in titles() or all(part in titles() for part in key):
        return key, False
    if is_person or len(key) > 1:
        return key, True
    return key, is_acronym or key[0] not in inside  # "Network" alone is no name, though it is part of one


class Matcher:
    """Finds names, everywhere or in some reports."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._here = {number: frozenset(words.items()) for number, words in names.here.items() if words}
        self._of_several: dict[frozenset[int], frozenset[tuple[Key, str]]] = {}
        self._every = frozenset(self._here)
        self._found = lru_cache(maxsize=_TEXTS_AT_HAND)(self._find)  # the same names and sentences are on many pages
        self._compiled = lru_cache(maxsize=_AT_HAND)(self._compile)

    def reports(self) -> frozenset[int]:
        """Return the reports that have words of their own for a source."""
        return self._every

    def find(self, text: str, reports: frozenset[int]) -> list[Range]:
        """Return where a text names a protected source, in these reports, in its order and none over another."""
        words = self._words_in(reports)
        return list(self._found(text, words) if len(text) < _LONG else self._find(text, words))

    def _find(self, text: str, words: frozenset[tuple[Key, str]]) -> tuple[Range, ...]:
        pattern, whose = self._compiled(words)
        if pattern is None:
            return ()
        folded, where = fold(text)
        found: list[Range] = []
        for match in pattern.finditer(folded):
            start, end = match.span()
            key = tuple(_PART.findall(match[0].removesuffix("'s").replace("'", "").replace("%20", " ")))
            if where is not None:
                start, end = where[start], where[end]
            if (
                len(key) == 1
                and (key[0] in _WORDS or key in self.names.letters)
                and not text[start:end].rstrip("'’s").isupper()
            ):
                continue
            subject = whose.get(key) or whose.get((("".join(key)),)) or next(iter(whose.values()))
            found.append(Range(start, end, subject))
        return tuple(_joined(text, found))

    def is_named_by(self, words: str) -> bool:
        """Tell whether words that a person asks with would find a protected source by its name, or by parts of it."""
        folded, _ = fold(words)
        pattern, _ = self._compiled(frozenset())
        if pattern is not None and pattern.search(folded) is not None:
            return True
        asked = set(parts_of(words))
        for key in self.names.everywhere:
            held = asked & set(key)
            if held and (len(held) > 1 or held == set(key)):
                return True
        return False

    def _words_in(self, reports: frozenset[int]) -> frozenset[tuple[Key, str]]:
        """Return the words of these reports for a source; many reports have the same, and one pattern for them."""
        if len(reports) == 1:
            (number,) = reports
            return self._here.get(number, frozenset())
        found = self._of_several.get(reports)
        if found is None:
            found = frozenset(pair for number in reports for pair in self._here.get(number, ()))
            if len(self._of_several) > _AT_HAND:
                self._of_several.clear()
            self._of_several[reports] = found
        return found

    def _compile(self, words: frozenset[tuple[Key, str]]) -> tuple[re.Pattern[str] | None, dict[Key, str]]:
        whose = dict(self.names.everywhere)
        for key, subject in sorted(words):
            whose.setdefault(key, subject)
        if not whose:
            return None, whose
        latin = [key for key in whose if all(_is_bounded(part) for part in key)]
        other = [key for key in whose if key not in set(latin)]
        ways = []
        if latin:
            ways.append(rf"(?<!{_LETTER})(?:{_tree(latin)})(?!{_LETTER}){_ENDING}")
        if other:  # in scripts that write particles onto a name, it is found within a word
            ways.append(_tree(other))
        for key, subject in list(whose.items()):
            whose.setdefault(("".join(key),), subject)
        return re.compile("|".join(ways)), whose


def _is_bounded(part: str) -> bool:
    return all(c.isascii() or "LATIN" in unicodedata.name(c, "") or "CYRILLIC" in unicodedata.name(c, "") for c in part)


def _tree(keys: Iterable[Key]) -> str:
    """Return a pattern for names, those with the same first part together; the longest that fits is taken."""
    by_first: dict[str, set[Key]] = {}
    for key in keys:
        by_first.setdefault(key[0], set()).add(key[1:])
    ways = []
    for first in sorted(by_first, key=lambda part: (-len(part), part)):
        rest = sorted(by_first[first], key=lambda key: (-len(key), -sum(map(len, key)), key))
        ends_here = () in by_first[first]
        longer = [key for key in rest if key]
        way = _spelled(first)
        if longer:
            way += f"(?:{_BETWEEN}(?:{_tree(longer)})(?!{_LETTER}))" + ("?" if ends_here else "")
        ways.append(way)
    return "|".join(ways)


def _spelled(part: str) -> str:
    """Return a pattern for a part of a name, with the apostrophes that it may hold ("O'Brien")."""
    # by hand: after the first letters alone (O'Brien, Sa'id), since each place costs time
    return "'?".join((*map(re.escape, part[:3]), re.escape(part[3:])) if len(part) > 3 else map(re.escape, part))


def _joined(text: str, found: list[Range]) -> Iterator[Range]:
    """Yield ranges with those that stand beside each other as one, and an address as a whole."""
    last: Range | None = None
    for one in found:
        start, end = _whole_address(text, one.start, one.end)
        if last is not None and (start <= last.end or _is_beside(text[last.end : start])):
            last = Range(last.start, max(end, last.end), last.subject)
            continue
        if last is not None:
            yield last
        last = Range(start, end, one.subject)
    if last is not None:
        yield last


def _is_beside(between: str) -> bool:
    return len(between) <= 3 and all(c.isspace() or c in "-.\x02\x03" for c in between) and "\n" not in between


def _whole_address(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the address of a page or a mailbox that a name stands in, else its own."""
    first, last = start, end
    while first > 0 and not text[first - 1].isspace() and text[first - 1] not in "\"'<>()[]{}“”‘’,;":
        first -= 1
    while last < len(text) and not text[last].isspace() and text[last] not in "\"'<>()[]{}“”‘’,;":
        last += 1
    token = text[first:last]
    if "@" in token or "://" in token or token.lower().startswith("www."):
        return first, last
    return start, end
