"""Where a title stands beside a name, and how far the words of the role reach."""

from __future__ import annotations

from dateline.lexicon.actors import titles, word_list
from dateline.record.choices import ActorKind

from ..draft import Words
from .register import Register

_BEFORE_TITLE = word_list("roles.before_title")
_STOPS = word_list("roles.stops")
_LEADING_STATES = word_list("titles.leading_states")
LONGEST = 14  # words of a role before a name
Told = tuple[int, int, tuple[int, int], str]  # a role's words from, to; its title's words; the title as listed


def title_ending(lower: list[str], end: int, floor: int) -> tuple[int, str] | None:
    """Return where the longest title that ends at ``end`` begins, and the title."""
    for length in (4, 3, 2, 1):
        start = end - length
        if start < floor:
            continue
        title = " ".join(lower[start:end]).replace(" - ", "-")
        if title in titles():
            return start, title
    return None


def role_before(register: Register, words: Words) -> Told | None:
    """Return the role that stands before a name: its words, its title's words and the title."""
    lower = register.lower
    floor = max(0, words.start - LONGEST, register.tokens[words.start].sent.start)
    end = words.start
    is_set_off = end > floor and lower[end - 1] == "," and end >= 2 and _is_set_off(register, words)
    if is_set_off and (
        title_ending(lower, end - 1, floor) or office_with_complement(register, end - 1, floor, is_set_off)
    ):
        end -= 1
    rank: tuple[int, str] | None = None
    found = title_ending(lower, end, floor)
    if found is None:
        complemented = office_with_complement(register, end, floor, is_set_off)
        if complemented is None:
            return None
        start, title, title_end = complemented
        left = _leftwards(register, start, floor)
        return left, end, (start, title_end), title
    if titles()[found[1]].of == "rank":
        rank = found
        top = rank[0]
        if top > floor and lower[top - 1] == "," and _is_set_off(register, words):
            top -= 1  # "The army's chief, General X, ..."
        higher = title_ending(lower, top, floor)
        set_off = top < rank[0]
        office = office_with_complement(register, top, floor, set_off) if higher is None else (*higher, top)
        if office is not None:
            start, title, title_end = office
            return _leftwards(register, start, floor), top, (start, title_end), title
    start, title = found
    if start > floor and _names_no_office(register, start, title):
        start, title = start - 1, "community leader"
        return _leftwards(register, start, floor), end, (start, end), title
    if titles()[title].of == "rank" and title.rstrip(".") in {"mr", "mrs", "ms", "dr", "sir"}:
        return None
    return _leftwards(register, start, floor), end, (start, end), title


def _names_no_office(register: Register, start: int, title: str) -> bool:
    """Tell whether a leader leads no state: "student leader", "union leaders"; "party leader" is told by its body."""
    before = register.tokens[start - 1]
    return (
        title == "leader"
        and before.pos_ in {"NOUN", "ADJ"}
        and (register.texts[start - 1].islower() or before.is_sent_start)
        and register.holder[start - 1] is None
        and start - 1 not in register.country_name
        and register.lower[start - 1] not in _LEADING_STATES
    )


def _is_set_off(register: Register, words: Words) -> bool:
    end = words.end
    of = register.country_name.get(end + 1)
    if of is not None and register.lower[end] == "of":  # "its envoy, X of Laos, ..."
        end = of.words.end
    after = register.lower[end] if end < len(register.lower) else ""
    return after in {",", "."}


def office_with_complement(
    register: Register, end: int, floor: int, is_set_off: bool = False
) -> tuple[int, str, int] | None:
    """Return an office followed by "of" and what it is of, up to ``end``: "Chairman of the Joint Chiefs of Staff"."""
    lower, tokens = register.lower, register.tokens
    k = end - 1
    seen_of = False
    while k > floor:
        word = lower[k]
        holder = register.holder[k]
        if holder is not None and holder.kind is ActorKind.PERSON:
            return None
        if word in {"of", "for"}:
            seen_of = True
            found = title_ending(lower, k, floor)
            if found is not None:
                return found[0], found[1], k
        elif (
            (word in _STOPS and word not in {"the", "and", "'"})
            or tokens[k].pos_ in {"VERB", "AUX", "PUNCT", "SCONJ", "PRON"}
        ) or (
            not seen_of
            and not register.texts[k][:1].isupper()
            and k == end - 1
            and not is_set_off
            and word not in {"affairs", "staff", "state", "defence", "defense"}
        ):
            return None
        k -= 1
    return None


def _leftwards(register: Register, start: int, floor: int) -> int:
    """Return where the phrase of a title begins: over its country, body and modifiers."""
    lower, tokens = register.lower, register.tokens
    k = start
    while k > floor:
        word = lower[k - 1]
        if (
            (k - 1) in register.country_name
            or (register.holder[k - 1] is not None and register.holder[k - 1].kind is not ActorKind.PERSON)  # type: ignore[union-attr]
            or word in _BEFORE_TITLE
            or word == "'s"
            or (
                tokens[k - 1].pos_ in {"PROPN", "NOUN"}
                and word not in _STOPS
                and tokens[k - 1].dep_ in {"compound", "amod", "nmod", "poss", "nn"}
            )
            or (tokens[k - 1].pos_ == "ADJ" and tokens[k - 1].dep_ == "amod")
        ):
            k -= 1
            continue
        if word == "and" and k - 2 >= floor and lower[k - 2] in {"foreign", "defence", "defense", "security"}:
            k -= 1
            continue
        break
    while k < start and (lower[k] in {"-", "'s", "and"}):
        k += 1
    return k


def role_after(register: Register, words: Words) -> Told | None:
    """Return the role that follows a name between commas: ", the White House spokesman,", ", head of the WHO,"."""
    lower, tokens, n = register.lower, register.tokens, len(register.lower)
    i = words.end
    if i < n and lower[i] == "(":
        return None
    if i >= n or lower[i] != ",":
        return None
    start = i + 1
    limit = min(n, start + 12, tokens[words.start].sent.end)
    k = start
    if k < limit and lower[k] in {"the", "a", "an", "its", "his", "her", "their", "one"}:
        k += 1
    phrase = k
    if (
        k < limit
        and tokens[k].pos_ in {"PRON", "VERB", "AUX", "ADP", "SCONJ", "NUM"}
        and (k not in register.country_name)
    ):
        return None
    best: tuple[int, str, int] | None = None
    while k < limit and lower[k] not in {
        ",",
        ".",
        ";",
        "who",
        "which",
        "and",
        "of",
        "for",
        "in",
        "at",
        "to",
        "with",
        "from",
        "on",
        "(",
    }:
        if tokens[k].pos_ in {"VERB", "AUX"} and lower[k] not in {"leading"}:
            return None
        found = title_ending(lower, k + 1, phrase)
        if found is not None:
            best = (found[0], found[1], k + 1)
        k += 1
    if best is None or best[2] != k or k >= n:
        return None
    end = k
    if k < limit and lower[k] in {"of", "for", "at", "in", "with", "to"}:
        end = k + 1
        while (
            end < limit
            and lower[end] not in {",", ".", ";", "who", "which", "said", "and"}
            and tokens[end].pos_ not in {"VERB", "AUX"}
        ):
            end += 1
    if end < n and lower[end] not in {",", ".", ";", "said", "who", "and", "-", "--"}:
        return None
    return phrase, end, (best[0], best[2]), best[1]
