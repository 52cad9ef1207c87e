"""Offices and occupations that the text gives a person: "White House spokesman X", "X, the group's leader,"."""

from __future__ import annotations

from collections import Counter

from dateline.lexicon.actors import rulers, titles, word_list
from dateline.lexicon.countries import countries
from dateline.record.choices import ActorKind

from .cast import state
from .draft import ActorDraft, RoleDraft, Words
from .institutions import home_country
from .names import NOT_NAMES, PARTICLES, Register, enter_person, person_key

_BEFORE_TITLE = word_list("roles.before_title")
_STOPS = word_list("roles.stops")
# Offices that one state names so.
_OFFICE_OF = {
    "secretary of state": "USA", "defense secretary": "USA", "treasury secretary": "USA",
    "assistant secretary of state": "USA",
    "undersecretary of state": "USA", "home secretary": "GBR", "foreign secretary": "GBR",
    "taoiseach": "IRL", "congressman": "USA",
    "supreme leader": "IRN", "press secretary": "USA", "defence secretary": "GBR",
}  # fmt: skip
_LONGEST = 14  # words of a role before a name


_Told = tuple[int, int, tuple[int, int], str]  # a role's words from, to; its title's words; the title as listed


def find_roles(register: Register) -> None:
    """Give persons the roles that stand before or after their names, and find the named person behind a title."""
    _reread_bodies(register)
    _find_titled(register)
    persons = [(w, a) for w, a in register.mentions if a.kind is ActorKind.PERSON]
    open_roles: list[tuple[ActorDraft, RoleDraft]] = []
    for words, person in sorted(persons, key=lambda m: m[0]):
        for told in (_before(register, words), _after(register, words)):
            if told is None:
                continue
            start, end, title_at, title = told
            of = _of(register, start, end, title_at, title)
            made = RoleDraft(_title_text(register, title_at, title, of, end), of, Words(start, end))
            if any(
                r.title.lower() == made.title.lower() and (made.of is None or r.of is made.of) for r in person.roles
            ):
                continue
            person.roles.append(made)
            _tell_gender(register, person, title)
            _claim_title(register, person, Words(title_at[0], title_at[1]))
            if made.of is None and titles()[title].of == "state" and not _is_former(register, start, title_at[0]):
                open_roles.append((person, made))
    for person, role in open_roles:
        iso3 = _country_by_context(register, person, role)
        if iso3 is not None:
            role.of = state(register.draft, iso3)
    for words, person in persons:
        if person.country is None:
            person.country = _country_after(register, words)
        if person.country is None:
            person.country = next((r.of.country for r in person.roles if r.of is not None and r.of.country), None)
        if person.sector is None and person.roles:
            person.sector = _sector(person.roles)


def _country_after(register: Register, words: Words) -> str | None:
    """Return the country of "John Bruton of Ireland"."""
    k = words.end
    if k + 1 < len(register.lower) and register.lower[k] == "of":
        name = register.country_name.get(k + 1)
        return name.iso3 if name is not None and name.role == "name" else None
    return None


def _sector(roles: list[RoleDraft]) -> str | None:
    from dateline.lexicon.actors import agents

    for role in roles:
        word = role.title.lower().split(" of ")[0].split()[-1]
        info = titles().get(role.title.lower()) or titles().get(word)
        if role.of is not None and role.of.sector and info is not None and info.of != "work":
            return role.of.sector
        agent = agents().get(word)
        if agent is not None and agent.sector:
            return agent.sector
    return None


def _tell_gender(register: Register, person: ActorDraft, title: str) -> None:
    gender = titles()[title].gender
    if gender:
        register.gender[id(person)] = gender


def _claim_title(register: Register, person: ActorDraft, words: Words) -> None:
    """Let the words of a title stand for its person, so that a parse that heads there still finds who it is."""
    if register.is_free(words):
        register.mentions.append((words, person))


def _title_ending(lower: list[str], end: int, floor: int) -> tuple[int, str] | None:
    """Return where the longest title that ends at ``end`` begins, and the title."""
    for length in (4, 3, 2, 1):
        start = end - length
        if start < floor:
            continue
        title = " ".join(lower[start:end]).replace(" - ", "-")
        if title in titles():
            return start, title
    return None


def _before(register: Register, words: Words) -> _Told | None:
    """Return the role that stands before a name: its words, its title's words and the title."""
    lower = register.lower
    floor = max(0, words.start - _LONGEST, register.tokens[words.start].sent.start)
    end = words.start
    is_set_off = end > floor and lower[end - 1] == "," and end >= 2 and _is_set_off(register, words)
    if is_set_off and (_title_ending(lower, end - 1, floor) or _office_with_complement(register, end - 1, floor)):
        end -= 1
    rank: tuple[int, str] | None = None
    found = _title_ending(lower, end, floor)
    if found is None:
        complemented = _office_with_complement(register, end, floor)
        if complemented is None:
            return None
        start, title, title_end = complemented
        left = _leftwards(register, start, floor)
        return left, end, (start, title_end), title
    if titles()[found[1]].of == "rank":
        rank = found
        higher = _title_ending(lower, rank[0], floor)
        office = _office_with_complement(register, rank[0], floor) if higher is None else (*higher, rank[0])
        if office is not None:
            start, title, title_end = office
            return _leftwards(register, start, floor), rank[0], (start, title_end), title
    start, title = found
    if titles()[title].of == "rank" and title.rstrip(".") in {"mr", "mrs", "ms", "dr", "sir"}:
        return None
    return _leftwards(register, start, floor), end, (start, end), title


def _is_set_off(register: Register, words: Words) -> bool:
    after = register.lower[words.end] if words.end < len(register.lower) else ""
    return after in {",", "."}


def _office_with_complement(register: Register, end: int, floor: int) -> tuple[int, str, int] | None:
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
            found = _title_ending(lower, k, floor)
            if found is not None:
                return found[0], found[1], k
        elif (
            (word in _STOPS and word not in {"the", "and", "'"})
            or tokens[k].pos_ in {"VERB", "AUX", "PUNCT", "SCONJ", "PRON"}
        ) or (
            not seen_of
            and not register.texts[k][:1].isupper()
            and k == end - 1
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


def _after(register: Register, words: Words) -> _Told | None:
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
        found = _title_ending(lower, k + 1, phrase)
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


def _of(register: Register, start: int, end: int, title_at: tuple[int, int], title: str) -> ActorDraft | None:
    """Return the actor that a role is held for: the body or country in its words, the nearest body first."""
    lower = register.lower
    office = titles()[title].of
    body: ActorDraft | None = None
    for i in range(title_at[0] - 1, start - 1, -1):  # before the title: "White House spokesman"
        holder = register.holder[i]
        if holder is not None and holder.kind is not ActorKind.PERSON:
            body = holder
            break
    before = next(
        (register.draft.country_of[i] for i in range(title_at[0] - 1, start - 1, -1) if register.draft.country_of[i]),
        None,
    )
    if title_at[0] - 1 >= 2 and lower[title_at[0] - 1] in PARTICLES:
        body = None
    if body is not None and not (office == "work" and before):
        return body
    after_body: ActorDraft | None = None
    after_country: str | None = None
    is_in = title_at[1] < end and lower[title_at[1]] in {"in", "to"}  # "a doctor in Mogadishu" is not Somalia's
    for i in range(title_at[1], end):
        holder = register.holder[i]
        if holder is not None and holder.kind is not ActorKind.PERSON:
            after_body = after_body or holder
        code = register.draft.country_of[i]
        if code and after_country is None and not is_in:
            after_country = code
    if before is not None:
        return state(register.draft, before)
    if after_body is not None:
        return after_body
    if after_country is not None:
        return state(register.draft, after_country)
    return None


def _is_former(register: Register, start: int, end: int) -> bool:
    return any(w in {"former", "ex", "late"} for w in register.lower[start:end])


def _title_text(register: Register, title_at: tuple[int, int], title: str, of: ActorDraft | None, end: int) -> str:
    """Return the title as the report has it: with "of ..." where that is not the actor it is held for."""
    draft, lower = register.draft, register.lower
    start, stop = title_at
    while (
        start > 0
        and lower[start - 1]
        in {
            "deputy",
            "vice",
            "assistant",
            "acting",
            "former",
            "foreign",
            "defence",
            "defense",
            "interior",
            "army",
            "police",
            "rights",
            "opposition",
            "military",
            "human",
            "chief",
            "presidential",
            "special",
            "senior",
            "interim",
            "rebel",
            "government",
        }
        and start - 1 not in register.country_name
    ):
        if register.holder[start - 1] is not None:
            break
        start -= 1
    if stop < end and lower[stop] == "of":
        inside = {id(h) for h in register.holder[stop:end] if h is not None}
        country = any(
            register.draft.country_of[i] == (of.country if of else None) and of is not None for i in range(stop, end)
        )
        if of is None or (id(of) not in inside and not country):
            stop = end
    return draft.text_of(Words(start, stop))


def _country_by_context(register: Register, person: ActorDraft, role: RoleDraft) -> str | None:
    """Return the country whose office this must be: by dateline, the state just spoken of, and the one that follows.

    Each sign is weighed; without a clear first the country stays open.
    """
    draft, tokens = register.draft, register.tokens
    votes: Counter[str] = Counter()
    home = home_country(register)
    if home is not None:
        votes[home] += 2
    office = _OFFICE_OF.get(role.title.lower())
    if office is not None:
        votes[office] += 5
    ruled = rulers().get(person.name.lower().replace("-", " ").split()[-1])
    if ruled is not None and titles().get(role.title.lower(), titles()["head"]).of == "state":
        votes[ruled] += 3
    here = tokens[role.words.start].sent
    near = [c for c in register.countries if here.start <= c.words.start < here.end]
    for c in near:
        if c.words.start > role.words.end and tokens[c.words.end - 1].dep_ in {"nsubj", "nsubjpass", "poss"}:
            votes[c.iso3] += 2
            break
    if here.start > 0:
        previous = tokens[here.start - 1].sent
        for c in register.countries:
            if previous.start <= c.words.start < previous.end and tokens[c.words.end - 1].dep_ == "nsubj":
                votes[c.iso3] += 2
                break
    overall = Counter(c.iso3 for c in register.countries)
    if overall:
        first = overall.most_common(2)
        if len(first) == 1:
            votes[first[0][0]] += 2
        if len(first) == 1 or first[0][1] > first[1][1]:
            votes[first[0][0]] += 1
    for other in draft.actors:
        if other is not person and other.kind is ActorKind.PERSON:
            for r in other.roles:
                if (
                    r.title.lower() == role.title.lower()
                    and r.of is not None
                    and r.of.country
                    and r.of.country in votes
                ):
                    votes[r.of.country] -= 2  # a state has one of each office
    ranked = votes.most_common(2)
    if not ranked or ranked[0][1] < 3 or (len(ranked) > 1 and ranked[1][1] >= ranked[0][1]):
        return None
    return ranked[0][0] if ranked[0][0] in countries() else None


def _reread_bodies(register: Register) -> None:
    """Make persons of what the model took for bodies right after an office: "chairman of the AU Commission X"."""
    for words, actor in register.mentions:
        before = register.holder[words.start - 1] if words.start else None
        if (
            actor.kind is not ActorKind.ORGANIZATION
            or actor.sector
            or before is None
            or before.kind is ActorKind.PERSON
        ):
            continue
        name = register.texts[words.start : words.end]
        if not 2 <= len(name) <= 4 or not all(t[:1].isupper() and not t.isupper() for t in name):
            continue
        if _office_with_complement(register, words.start, max(0, words.start - _LONGEST)) is not None:
            actor.kind = ActorKind.PERSON
            register.people.append((person_key(register, words), actor))


def _find_titled(register: Register) -> None:
    """Enter persons that the model has missed: capitalised names after an office or rank."""
    lower, texts, tokens, n = register.lower, register.texts, register.tokens, len(register.lower)
    for i in range(1, n):
        if register.holder[i] is not None or not texts[i][:1].isupper() or i in register.country_name:
            continue
        if register.draft.time_of[i] is not None or lower[i] in NOT_NAMES:
            continue
        if tokens[i].pos_ != "PROPN" or lower[i] in titles() or lower[i - 1] not in _last_words():
            continue
        found = _title_ending(lower, i, max(0, i - 4))
        if found is None or (titles()[found[1]].of == "work" and not texts[i - 1][:1].islower()):
            continue
        if (
            titles()[found[1]].of != "rank"
            and found[0] > 0
            and found[1] in {"head", "chief", "leader", "member", "official"}
            and not register.country_name.get(found[0] - 1)
        ):
            continue
        end = i
        while (
            end < n
            and (
                (
                    texts[end][:1].isupper()
                    and tokens[end].pos_ in {"PROPN", "ADJ", "NOUN"}
                    and lower[end] not in titles()
                    and end not in register.country_name
                )
                or (lower[end] == "-" and end + 1 < n and texts[end + 1][:1].isupper() and end > i)
                or (
                    lower[end] in {"al", "el", "bin", "ibn", "ben", "van", "von", "de", "da", "dos", "ul"}
                    and end + 1 < n
                    and end + 2 < n
                )
            )
            and register.holder[end] is None
            and end - i < 7
        ):
            end += 1
        while end > i and lower[end - 1] in {"-", "al", "el", "bin", "de"}:
            end -= 1
        if end > i:
            enter_person(register, Words(i, end))


_LAST: set[str] = set()


def _last_words() -> set[str]:
    if not _LAST:
        _LAST.update(t.replace("-", " ").split()[-1] for t in titles())
    return _LAST
