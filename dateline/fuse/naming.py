"""Names and words of reports as they stand in a sentence of ours: names in, phrases out."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.record.entities import Actor

from .parties import is_named


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WITH_ARTICLE = _words(
    "states nations kingdom emirates union republic islands netherlands council army navy military forces police "
    "government ministry front brigades guard group movement committee network coalition house pentagon observatory "
    "militia administration department"
)
_BARE = _words(
    "some several many its their his her our foreign people civilians local displaced children women soldiers "
    "residents militants fighters protesters unidentified no one two three"
)
_PLURAL = ("s", "men", "people", "children")
_NO_QUOTES = str.maketrans("", "", '"\u201c\u201d')
_LONGEST = 110  # characters of a report's words in a question


def called(actor: Actor) -> str:
    """Return the name of an actor as it stands in a sentence."""
    return with_article(actor.name, named=is_named(actor))


def with_article(name: str, named: bool = True) -> str:
    """Return a name with its article: "the Rapid Support Forces", "the convoy", "Hamas"."""
    words = name.split()
    if not words or words[0].lower() in {"the", "a", "an"}:
        return name
    if named and any(word[:1].isupper() for word in words):
        return f"the {name}" if words[-1].lower() in _WITH_ARTICLE else name
    plain = name[:1].lower() + name[1:]
    bare = words[0].lower() in _BARE or plain.endswith(_PLURAL)
    return plain if bare else f"the {plain}"


def opening(phrase: str) -> str:
    """Return a phrase as it opens a sentence."""
    return phrase[:1].upper() + phrase[1:]


def listed(names: Iterable[str]) -> str:
    """Return names as a list in words."""
    unique = list(dict.fromkeys(names))
    return unique[0] if len(unique) == 1 else f"{', '.join(unique[:-1])} and {unique[-1]}" if unique else ""


def quoted(text: str) -> str:
    """Return a report's words in quotation marks, the end cut off where they are long."""
    plain = " ".join(text.translate(_NO_QUOTES).split()).rstrip(".,;:!?")
    if len(plain) > _LONGEST:
        plain = plain[:_LONGEST].rsplit(" ", 1)[0] + " ..."
    return f'"{plain}"'
