"""Names that the gazetteer knows, the report's own outlet, and acronyms that the report defines."""

from __future__ import annotations

from dateline.lexicon.actors import JOINERS, KnownActor, Spelling, known_actors, word_list
from dateline.record.choices import ActorKind

from ..draft import ActorDraft, Words
from .model_names import enter_body
from .register import Register

# Acronyms that are words too: in a report in capitals they are the words.
_WORDS_TOO = word_list("names.words_too")


def find_known(register: Register) -> None:
    """Enter the report's own outlet and agency, the actors of the gazetteer, and the acronyms the report defines."""
    _find_outlets(register)
    hits = _spellings(register)
    defined = _definitions(register, hits)
    for words, known in hits:
        if not register.is_free(words):
            continue
        acronym = register.texts[words.start] if words.end == words.start + 1 else ""
        actor = defined.get(acronym) or _known_actor(register, known)
        register.mention(actor, words)
    if defined:
        for i, text in enumerate(register.texts):
            if text in defined and register.holder[i] is None:
                register.mention(defined[text], Words(i, i + 1))


def _table(register: Register) -> dict[str, tuple[Spelling, ...]]:
    """Return the spellings that count, with the user's own actors over ours where there are any."""
    return register.draft.own.actors.spellings or known_actors()


def _find_outlets(register: Register) -> None:
    """Enter who publishes and who wired the report, where it names them: "told Meridian Wire"."""
    report = register.draft.report
    known = _table(register)
    for name in {report.outlet, report.agency.name if report.agency else None}:
        parts = (name or "").lower().removeprefix("the ").split()
        if not parts or any(s.words == tuple(parts) for s in known.get(parts[0], ())):
            continue
        for i, word in enumerate(register.lower):
            if word == parts[0] and register.lower[i : i + len(parts)] == parts and register.texts[i][:1].isupper():
                actor = register.actor(str(name).removeprefix("The "), ActorKind.MEDIA, None, "JRN")
                register.mention(actor, Words(i, i + len(parts)))


def _spellings(register: Register) -> list[tuple[Words, KnownActor]]:
    """Return the spellings in the report, the longest at each place; shared ones only where borne out."""
    lower, texts = register.lower, register.texts
    table = _table(register)
    at = [i for i, w in enumerate(lower) if w not in JOINERS]
    words = [lower[i] for i in at]
    upper_report = _is_upper(register)
    found: list[tuple[int, int, KnownActor, bool]] = []
    k, n = 0, len(words)
    while k < n:
        step = 1
        for spelling in table.get(words[k], ()):
            m = len(spelling.words)
            if m > 1 and tuple(words[k : k + m]) != spelling.words:
                continue
            start, end = at[k], at[k + m - 1] + 1
            capital = None if spelling.capital_at is None else at[min(k + spelling.capital_at, k + m - 1)]
            is_plain = upper_report and (register.tokens[start].is_stop or lower[start] in _WORDS_TOO)
            if not _is_written_so(texts, start, end, spelling.is_acronym, capital, is_plain):
                continue
            found.append((start, end, spelling.actor, spelling.is_shared))
            step = m
            break
        k += step
    sure = {actor.name for _, _, actor, shared in found if not shared}
    named = {c.iso3 for c in register.countries}
    return [(Words(s, e), a) for s, e, a, shared in found if not shared or a.name in sure or a.country in named]


def _is_written_so(
    texts: list[str], start: int, end: int, is_acronym: bool, capital: int | None, is_plain_word: bool
) -> bool:
    if is_plain_word and end == start + 1:
        return False
    if is_acronym:
        return all(
            t in JOINERS or (t[:1].isupper() and (t.isupper() or (len(t) > 2 and t[1].isupper())))
            for t in texts[start:end]
        )
    return capital is None or texts[capital][:1].isupper()


def _is_upper(register: Register) -> bool:
    sample = [t for t in register.texts[:200] if t.isalpha()]
    return len(sample) > 10 and sum(t.isupper() for t in sample) > 0.8 * len(sample)


def _known_actor(register: Register, known: KnownActor) -> ActorDraft:
    return register.actor(known.name, ActorKind(known.kind), known.country, known.sector)


def _definitions(register: Register, hits: list[tuple[Words, KnownActor]]) -> dict[str, ActorDraft]:
    """Return acronyms that the report defines, "Rapid Support Forces (RSF)" or "RSF (Rapid Support Forces)"."""
    texts, n = register.texts, len(register.texts)
    by_end = {w.end: k for w, k in hits}
    by_start = {w.start: k for w, k in hits}
    bodies = {e.end: e for e in register.draft.doc.ents if e.label_ in {"ORG", "NORP"}}
    defined: dict[str, ActorDraft] = {}
    for i, text in enumerate(texts):
        if text != "(" or i + 2 >= n:
            continue
        inner = texts[i + 1]
        if texts[i + 2] == ")" and inner.isupper() and 2 <= len(inner) <= 8:
            if i in by_end:
                defined[inner] = _known_actor(register, by_end[i])
            elif i in bodies and _is_acronym_of(inner, texts[bodies[i].start : i]):
                start = bodies[i].start + (register.lower[bodies[i].start] == "the")
                words = Words(start, i)
                if register.is_free(words):
                    actor = enter_body(register, words)
                    defined[inner] = actor
                    register.mention(actor, words)
        elif i and texts[i - 1].isupper() and 2 <= len(texts[i - 1]) <= 8 and i + 1 in by_start:
            defined[texts[i - 1]] = _known_actor(register, by_start[i + 1])
    return defined


def _is_acronym_of(acronym: str, words: list[str]) -> bool:
    initials = "".join(w[0] for w in words if w[:1].isalpha()).upper()
    return acronym[0] in initials and (acronym in initials or len(set(acronym) & set(initials)) >= len(acronym) - 1)
