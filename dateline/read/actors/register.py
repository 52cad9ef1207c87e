"""The register of one report's actors while they are being found, and the words that name countries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from spacy.tokens import Token

from dateline.lexicon.countries import CountryRole, country_at
from dateline.record.choices import ActorKind

from ..draft import ActorDraft, Draft, Words
from ..quotes import Quotes, quotes_of


class CountryName(NamedTuple):
    """Words that name a country, its people or its capital."""

    words: Words
    iso3: str
    role: CountryRole


@dataclass(slots=True)
class Register:
    """The names of one report while its actors are being found.

    ``holder`` gives for each token the actor whose name stands there; ``texts`` are the words as written (with plain
    apostrophes), ``lower`` the same in lower case.
    """

    draft: Draft
    tokens: list[Token]
    texts: list[str]
    lower: list[str]
    holder: list[ActorDraft | None]
    quotes: Quotes
    countries: list[CountryName] = field(default_factory=list)
    country_name: dict[int, CountryName] = field(default_factory=dict)  # by each token of it
    by_key: dict[str, ActorDraft] = field(default_factory=dict)
    people: list[tuple[tuple[str, ...], ActorDraft]] = field(default_factory=list)
    gender: dict[int, str] = field(default_factory=dict)  # by id() of the person
    mentions: list[tuple[Words, ActorDraft]] = field(default_factory=list)

    def actor(
        self, name: str, kind: ActorKind, country: str | None = None, sector: str | None = None, named: bool = True
    ) -> ActorDraft:
        """Return the actor of this name and country, made at its first call."""
        name = " ".join(name.split())  # a name may run over a line end
        if len(name) > 5 and " " in name and name.isupper():  # a report in capitals
            name = name.title()
        key = f"{name.lower()}|{country or ''}"
        found = self.by_key.get(key)
        if found is None:
            found = ActorDraft(name, kind, country, sector, named=named)
            self.by_key[key] = found
            self.draft.actors.append(found)
        return found

    def mention(self, actor: ActorDraft, words: Words, is_name: bool = True) -> None:
        """Note that these words stand for the actor; a name also holds its tokens against other names."""
        self.mentions.append((words, actor))
        if is_name:
            for i in range(words.start, words.end):
                self.holder[i] = actor

    def is_free(self, words: Words) -> bool:
        """Tell whether no name stands in these words yet."""
        return not any(self.holder[words.start : words.end])

    def close(self) -> None:
        """Enter all mentions in the draft, the shorter first, so that a token's actor is the innermost."""
        for words, actor in sorted(self.mentions, key=lambda m: (m[0].end - m[0].start, m[0])):
            self.draft.mention(actor, words)


def open_register(draft: Draft) -> Register:
    """Return the register of a draft with the words as written."""
    text = draft.text
    texts = [text[s:e] for s, e in zip(draft.starts, draft.ends, strict=True)]
    if "’" in text:
        texts = [t.replace("’", "'") for t in texts]
    return Register(draft, list(draft.doc), texts, [t.lower() for t in texts], [None] * len(texts), quotes_of(draft))


def mark_countries(register: Register) -> None:
    """Find the words of countries and enter their codes in the draft."""
    texts, draft = register.texts, register.draft
    i, n = 0, len(texts)
    while i < n:
        first = texts[i][:1]
        found = country_at(texts, i) if first.isupper() or first == "t" else None
        if found is None:
            i += 1
            continue
        name = CountryName(Words(i, found.end), found.iso3, found.role)
        register.countries.append(name)
        for k in range(i, found.end):
            register.country_name[k] = name
            draft.country_of[k] = found.iso3
        i = found.end
