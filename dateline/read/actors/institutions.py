"""Bodies of a state that a report names by country and kind: "the Syrian army", "Ukraine's Defence Ministry"."""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.gazetteer.index import gazetteer
from dateline.lexicon.actors import JOINERS, rulers, word_list
from dateline.lexicon.countries import country_at, split_name
from dateline.record.choices import ActorKind

from ..cast import adjective, military, state
from ..draft import ActorDraft, Words
from .register import Register

_RULE = frozenset(["government", "regime", "administration", "authorities", "leadership", "cabinet", "junta", "state"])
_FORCE = frozenset(["army", "military", "navy", "forces", "troops"])
_FORCE_NAMES = frozenset({"army", "military"})
_LAW = {
    "police": (ActorKind.GOVERNMENT, "COP"), "parliament": (ActorKind.GOVERNMENT, "LEG"),
    "senate": (ActorKind.GOVERNMENT, "LEG"), "presidency": (ActorKind.GOVERNMENT, "GOV"),
    "embassy": (ActorKind.GOVERNMENT, "GOV"), "ministry": (ActorKind.GOVERNMENT, "GOV"),
    "court": (ActorKind.GOVERNMENT, "JUD"), "opposition": (ActorKind.PARTY, "OPP"),
    "judiciary": (ActorKind.GOVERNMENT, "JUD"), "gendarmerie": (ActorKind.GOVERNMENT, "COP"),
    "navy": (ActorKind.ARMED_FORCE, "MIL"), "coastguard": (ActorKind.GOVERNMENT, "COP"),
}  # fmt: skip
_PORTFOLIO = word_list("institutions.portfolio")
_WITHIN = word_list("institutions.within")


def find_institutions(register: Register) -> None:
    """Enter governments, forces, ministries, police and parliaments that the report names with their country."""
    lower = register.lower
    ministries: list[tuple[Words, str, str | None]] = []
    for i, word in enumerate(lower):
        if word == "ministry":
            found = _ministry(register, i)
            if found is not None:
                ministries.append(found)
        elif word in _RULE or word in _FORCE or word in _LAW:
            _state_body(register, i, word)
    _enter_ministries(register, ministries)


def _state_body(register: Register, i: int, word: str) -> None:
    lower = register.lower
    if word == "state" and not (i and lower[i - 1] in {"syrian", "israeli"}):
        return
    if register.holder[i] is not None:
        return
    start, iso3 = _owner(register, i)
    end = i + 1
    if iso3 is None and i + 2 < len(lower) and lower[i + 1] == "of":
        k = i + 2 + (lower[i + 2] == "the")
        name = register.country_name.get(k)
        if name is not None and name.role == "name":
            iso3, end = name.iso3, name.words.end
    if iso3 is None and word in _RULE:
        start, iso3 = _ruled(register, i)
    if iso3 is None:
        return
    words = Words(start, end)
    if word in _RULE:
        register.mention(state(register.draft, iso3), words)
        return
    if word in {"army", "military", "troops", "forces"}:
        inner = lower[start:i]
        if {"security", "police", "special", "border", "riot", "internal"} & set(inner):
            actor = _named(register, words, iso3, ActorKind.ARMED_FORCE, "MIL")
        else:
            own_name = f"{adjective(iso3)} {word}" if word in _FORCE_NAMES else None
            actor = military(register.draft, iso3, own_name)
        register.mention(actor, words)
        return
    kind, sector = _LAW[word]
    register.mention(_named(register, words, iso3, kind, sector), words)


def _named(register: Register, words: Words, iso3: str, kind: ActorKind, sector: str) -> ActorDraft:
    """Return the body of these words; its name is built alike from "Iraqi police" and "Iraq's police"."""
    rest = [
        t for i, t in enumerate(register.texts[words.start : words.end], words.start) if i not in register.country_name
    ]
    name = " ".join([adjective(iso3), *(t for t in rest if t.lower() not in {"'s", "'", "-", "the", "of"})])
    return register.actor(name, kind, iso3, sector)


def _owner(register: Register, i: int) -> tuple[int, str | None]:
    """Return where the phrase of a body begins and its country, over words like "armed" or "central"."""
    lower = register.lower
    k = i - 1
    while (
        k >= 0
        and (lower[k] in _WITHIN or lower[k] in _PORTFOLIO)
        and lower[k] != "and"
        and k not in register.country_name
        and i - k < 6
    ):
        k -= 1
    name = register.country_name.get(k) if k >= 0 else None
    if name is None or name.role == "people":
        return i, None
    if k + 1 < i and lower[k + 1] == "-":  # "Iran-backed forces", "Saudi-led", "non-"
        return i, None
    start = name.words.start + (lower[name.words.start] == "the")
    if start >= 2 and lower[start - 1] == "-" and lower[start - 2] in {"non", "anti", "pro", "ex"}:
        return i, None
    if (
        name.role in {"name", "capital"}
        and lower[k + 1] != "'s"
        and not (name.iso3 in {"USA", "GBR", "ARE"} and len(lower[k]) <= 4)
        and register.tokens[k].dep_ != "compound"
        and not (lower[i] in _RULE and k == i - 1)  # "Nepal government"
    ):
        return i, None
    if name.role == "capital" and i not in (k + 1, k + 2):
        return i, None
    return start, name.iso3


def _ruled(register: Register, i: int) -> tuple[int, str | None]:
    """Return the start and country of "the Assad regime", "Bashar al-Assad's government"."""
    lower = register.lower
    k = i - 1
    if k >= 0 and lower[k] in {"'s", "'"}:
        k -= 1
    if k < 0 or not register.texts[k][:1].isupper():
        return i, None
    iso3 = rulers().get(lower[k])
    holder = register.holder[k]
    if iso3 is None and holder is not None and holder.kind is ActorKind.PERSON:
        iso3 = next(
            (r.of.country for r in holder.roles if r.of is not None and r.of.kind is ActorKind.GOVERNMENT), None
        )
    if iso3 is None:
        return i, None
    start = k
    while start > 0 and register.holder[start - 1] is holder and holder is not None:
        start -= 1
    return start, iso3


def _ministry(register: Register, i: int) -> tuple[Words, str, str | None] | None:
    """Return words, portfolio and country of a ministry: "Russian Defence Ministry", "Defence Ministry of Russia"."""
    lower = register.lower
    if register.holder[i] is not None:  # one of the gazetteer, as Gaza's health ministry
        return None
    start, end = i, i + 1
    if i + 2 < len(lower) and lower[i + 1] == "of" and lower[i + 2] in _PORTFOLIO:
        end = i + 3
        while (
            end < len(lower)
            and lower[end] in _PORTFOLIO
            and not (lower[end] == "and" and (end + 1 >= len(lower) or lower[end + 1] not in _PORTFOLIO))
        ):
            end += 1
        portfolio = lower[i + 2 : end]
        if end + 1 < len(lower) and lower[end] in {"of", "in"}:
            k = end + 1 + (lower[end + 1] == "the")
            name = register.country_name.get(k)
            if name is not None:
                return Words(i, name.words.end), _portfolio(portfolio), name.iso3
    else:
        while start > 0 and lower[start - 1] in _PORTFOLIO and i - start < 4:
            start -= 1
        portfolio = lower[start:i]
        if not portfolio:
            return None
    k = start - 1
    if k >= 0 and lower[k] == "'s":
        k -= 1
    name = register.country_name.get(k) if k >= 0 else None
    if name is not None and name.role != "people":
        return Words(name.words.start, end), _portfolio(portfolio), name.iso3
    return Words(start, end), _portfolio(portfolio), None


def _portfolio(words: list[str]) -> str:
    plain = ["defence" if w == "defense" else w for w in words if w not in JOINERS]
    if plain[:1] == ["foreign"] or plain == ["external", "affairs"]:
        return "foreign"
    return " ".join(w for w in plain if w != "affairs") or "foreign"


def _enter_ministries(register: Register, found: list[tuple[Words, str, str | None]]) -> None:
    """Enter ministries; one without a country is the one that the report names with it, else the dateline's."""
    known = {portfolio: iso3 for _, portfolio, iso3 in reversed(found) if iso3 is not None}
    home = home_country(register)
    for words, portfolio, iso3 in found:
        country = iso3 or known.get(portfolio) or home
        title = portfolio.title() + " Ministry"
        name = f"{adjective(country)} {title}" if country else title
        register.mention(register.actor(name, ActorKind.GOVERNMENT, country, "GOV"), words)


def home_country(register: Register) -> str | None:
    """Return the country that the dateline's place is in, by the first country or capital in it, else by the place."""
    dateline = register.draft.report.dateline
    return _country_of_dateline(dateline.text) if dateline is not None else None


@lru_cache(maxsize=256)
def _country_of_dateline(text: str) -> str | None:
    parts = [p.strip(" .:-–—") for p in re.split(r"[(/,;]|--| [-–—]", text) if p.strip(" .:-–—")]
    for part in parts:
        words = [w.title() if len(w) > 2 else w.upper() for w in split_name(part)]
        hit = country_at(words, 0) if words else None
        if hit is not None and hit.end == len(words):
            return hit.iso3
    for entry in gazetteer().find(parts[0])[:1] if parts else ():
        return entry.country
    return None
