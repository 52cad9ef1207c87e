"""The words for a voice in, what they tell of it out: how many persons, of which body or state, and what they do.

"Two Syrian officials close to the matter" are two, of a state; "a nurse in Tawila" and "a soldier" are not one person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from dateline.lexicon.actors import agents, known_actors
from dateline.lexicon.countries import country_at, country_by_word, split_name

# By hand: "dozens of residents" are not dozens of sources, since nobody says how many were asked; five stands for many.
MOST = 5
_NUMBERS = {
    **{"one": 1, "two": 2, "both": 2, "couple": 2, "pair": 2, "three": 3, "trio": 3, "four": 4, "five": 5, "six": 6},
    **{"seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "dozen": 12},
    **{"several": 3, "some": 3, "few": 3, "various": 3, "multiple": 3, "handful": 3},
    **{"many": MOST, "numerous": MOST, "dozens": MOST, "scores": MOST, "hundreds": MOST, "thousands": MOST},
}
_NUMBER_WITHIN = 4  # words from the first: "at least two more officials", not "an officer of the 3rd division"

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|'s\b|[\w&]+(?:'(?!s\b)\w+)*|,")
_DETERMINERS = frozenset(("a", "an", "the", "this", "that", "these", "those", "his", "her", "its", "their", "our"))
_DEFINITE = _DETERMINERS - {"a", "an"}
_OPENING = frozenset(
    ("another", "local", "senior", "former", "security", "medical", "military", "human", "aid", "state")
)
_OTHER = frozenset(("another", "second", "third", "fourth", "fifth", "other", "different", "further", "separate"))
_PRONOUNS = frozenset(
    ("he", "she", "they", "it", "we", "i", "you", "one", "both", "all", "some", "who", "which", "others", "neither")
)
# Words that end the noun of a voice: what follows tells more of it.
_AFTER = frozenset(
    (
        *(
            "at",
            "in",
            "of",
            "on",
            "from",
            "with",
            "who",
            "whom",
            "whose",
            "which",
            "that",
            "to",
            "by",
            "for",
            "and",
            "or",
        ),
        *(",", "close", "near", "familiar", "briefed", "privy", "involved", "speaking", "reached", "inside", "based"),
    )
)
_PLURALS = frozenset(("people", "men", "women", "children", "spokesmen", "policemen", "fishermen", "clergy"))
_SPEAKS_FOR = ("spokes", "press secretary")

# What one person is and another is not: the sectors of nouns, those of a state as one ("officer", "official"). By hand,
# the sectors that news keep apart; a resident, a witness or an activist may be anything.
_STATE = "of a state"
_WORK = {
    **dict.fromkeys(("GOV", "MIL", "COP", "SPY"), _STATE),
    **{sector: sector for sector in ("REB", "MED", "REL", "EDU", "BUS")},
}
_WORK_BEFORE = {
    **dict.fromkeys(("medical", "health", "hospital", "humanitarian", "aid"), "MED"),
    **dict.fromkeys(("military", "security", "army", "defence", "defense", "intelligence", "police"), _STATE),
    **dict.fromkeys(("rebel", "militant", "militia"), "REB"),
}
_STATES = frozenset(("government", "armed_force"))
_BODIES = frozenset(("government", "armed_force", "armed_group", "party", "organization", "intergovernmental"))


class Body(NamedTuple):
    """A body that words name; ``is_shared`` where its letters mean other things too, ``state`` whose state's it is."""

    name: str
    is_shared: bool
    country: str | None = None
    state: str | None = None


class Told(NamedTuple):
    """What the words for a voice tell of it.

    ``plain`` is the words without the article, ``head`` their noun and ``content`` what stands with it; ``most`` is how
    many persons they may stand for, ``others`` how many of them come after an "and", ``number`` whether that is said.
    ``is_other`` tells it from one before ("another resident"), ``is_reference`` only points to one ("one of them"),
    ``is_definite`` may ("the adviser"). ``work`` is what the person does, ``country`` whose (ISO 3166-1 alpha-3),
    ``bodies`` those of the lexicon that the words name, ``acronyms`` the words in capitals; all words in small letters.
    """

    plain: str
    head: str
    content: tuple[str, ...]
    most: int
    others: int
    number: bool
    is_other: bool
    is_reference: bool
    is_definite: bool
    speaks_for: bool
    work: str | None
    country: str | None
    bodies: tuple[Body, ...]
    tokens: tuple[str, ...]
    acronyms: tuple[str, ...]

    @property
    def is_official(self) -> bool:
        """Whether the voice is in a state's service."""
        return self.work == _STATE


def plain_name(name: str) -> str:
    """Return a name in small letters without article, so that "The Quay Tribune" and "Quay Tribune" are one."""
    return " ".join(name.replace("’", "'").split()).casefold().removeprefix("the ")


def plain_words(words: str) -> str:
    """Return the words for a voice as they stand within a sentence, up to the first comma."""
    first, _, rest = words.partition(",")[0].partition(" ")
    lower = first.lower()
    is_common = lower in _DETERMINERS | _OPENING | _PRONOUNS or lower in _NUMBERS or lower in agents()
    return f"{lower if is_common else first} {rest}".strip()


@lru_cache(maxsize=20_000)
def read_voice(words: str) -> Told:
    """Return what the words for a voice tell of it; of none, one person and nothing else."""
    tokens = tuple(_WORD.findall(words.replace("’", "'")))
    lower = tuple(token.lower() for token in tokens)
    start = 1 if lower and lower[0] in _DETERMINERS else 0
    if lower[start + 1 : start + 2] == ("of",) and lower[start] in _NUMBERS and lower[start] not in ("one", "both"):
        start += 2  # "dozens of residents"
    end = next((i for i in range(start, len(lower)) if lower[i] in _AFTER and lower[start:i] != ()), len(lower))
    noun = lower[start:end]
    head = noun[-1] if noun else ""
    speaks_for = any(mark in " ".join(lower) for mark in _SPEAKS_FOR)
    most, number = _persons(lower, noun, head)
    others = 0
    if lower[end : end + 1] == ("and",) and noun:  # "a monitoring group and several sources"
        others = read_voice(" ".join(tokens[end + 1 :])).most
    content = tuple(w for w in noun if w not in _OTHER and w not in _NUMBERS and w not in ("more", "least", "at", "'s"))
    return Told(
        plain=" ".join(lower[start:]),
        head=_singular(head),
        content=content,
        most=min(most + others, MOST),
        others=min(others, MOST - 1),
        number=number,
        is_other=bool(_OTHER & set(noun[:2])),
        is_reference=not noun or (noun[0] in _PRONOUNS and (len(noun) == 1 or noun[0] == "one")),
        is_definite=bool(lower) and lower[0] in _DEFINITE,
        speaks_for=speaks_for,
        work=_work(noun),
        country=_country(tokens if speaks_for else tokens[start:end]),
        bodies=_bodies(tokens, lower),
        tokens=lower,
        acronyms=tuple(word.lower() for word in tokens if len(word) > 2 and word.isupper()),
    )


def names_in(tokens: tuple[str, ...], names: Mapping[str, tuple[tuple[str, ...], ...]]) -> list[tuple[str, ...]]:
    """Return the names that stand in these words, ``names`` being word by word under their first."""
    return [
        name for i, token in enumerate(tokens) for name in names.get(token, ()) if tokens[i : i + len(name)] == name
    ]


@cache
def is_country(name: str) -> bool:
    """Tell whether a name is that of a whole country: it tells voices apart less well than a town."""
    found = country_by_word().get(split_name(name))
    return found is not None and found[1] == "name"


@lru_cache(maxsize=20_000)
def canonical_name(name: str) -> Body:
    """Return the name that the lexicon has for a body of this name ("RSF"), else the name itself."""
    tokens = tuple(_WORD.findall(name.replace("’", "'").removeprefix("The ").removeprefix("the ")))
    whole = _bodies(tokens, tuple(token.lower() for token in tokens), whole=True)
    return whole[0] if whole else Body(name, False)


def _persons(lower: tuple[str, ...], noun: tuple[str, ...], head: str) -> tuple[int, bool]:
    """Return how many persons the words stand for at most, and whether they say a number."""
    for word in lower[:_NUMBER_WITHIN]:
        if word in _AFTER - {"at"}:
            break
        if word in _NUMBERS:
            return _NUMBERS[word], True
        if word.isdecimal():
            return int(word), True
    plural = head in _PLURALS or (head.endswith("s") and not head.endswith("ss") and head not in _PRONOUNS)
    return (2, False) if plural and noun else (1, False)


def _singular(noun: str) -> str:
    if noun.endswith("ies") and len(noun) > 4:
        return f"{noun[:-3]}y"
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def _work(noun: tuple[str, ...]) -> str | None:
    """Return what a person does, None where the words do not say it or say two things ("a military doctor")."""
    table = agents()
    found = set()
    if noun:
        agent = table.get(" ".join(noun[-2:])) or table.get(noun[-1])
        if agent is not None and agent.sector in _WORK:
            found.add(_WORK[agent.sector])
    found |= {_WORK_BEFORE[word] for word in noun[:-1] if word in _WORK_BEFORE}
    return found.pop() if len(found) == 1 else None


def _country(tokens: tuple[str, ...]) -> str | None:
    """Return the country of a voice: "an Iraqi adviser", "US officials"."""
    for i in range(len(tokens)):
        found = country_at(tokens, i)
        if found is not None and found.role in ("name", "adjective", "people"):
            return found.iso3
    return None


def _bodies(tokens: tuple[str, ...], lower: tuple[str, ...], whole: bool = False) -> tuple[Body, ...]:
    """Return the bodies of the lexicon that words name, the longest name at each place."""
    known = known_actors()
    found: list[Body] = []
    i = 0
    while i < len(tokens):
        for spelling in known.get(lower[i], ()):
            size = len(spelling.words)
            if lower[i : i + size] != spelling.words or spelling.actor.kind not in _BODIES:
                continue
            if spelling.is_acronym and not tokens[i].isupper():
                continue
            at = spelling.capital_at
            if at is not None and at < size and not tokens[i + at][:1].isupper():
                continue
            if not whole or (i == 0 and size == len(tokens)):
                actor = spelling.actor
                state = actor.country if actor.kind in _STATES else None
                found.append(Body(actor.name, spelling.is_shared, actor.country, state))
                i += size - 1
                break
        i += 1
    return tuple(found)
