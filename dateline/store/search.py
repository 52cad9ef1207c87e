"""Full text of the record: which reports hold these words, the best first, with the words around them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

from .record import Record

MARKS = ("\x02", "\x03")  # around each word found; no report holds them
_AROUND = 24  # words of context


@dataclass(frozen=True, slots=True)
class Hit:
    """One report that holds the words; ``around`` is the text near the first, each word found between MARKS."""

    id: int
    name: str
    title: str | None
    outlet: str | None
    published: str | None
    around: str


_SQLITE = text(
    """
    SELECT r.id, r.name, r.title, r.outlet, r.published,
           snippet(report_words, 1, :left, :right, ' ... ', :around) AS around
    FROM report_words JOIN report r ON r.id = report_words.rowid
    WHERE report_words MATCH :words ORDER BY bm25(report_words, 4.0, 1.0), r.id LIMIT :most
    """
)
_POSTGRESQL = text(
    """
    SELECT r.id, r.name, r.title, r.outlet, r.published,
           ts_headline('simple', r.text, q, :marks) AS around
    FROM report r, websearch_to_tsquery('simple', :words) q
    WHERE report_vector(r.title, r.text) @@ q
    ORDER BY ts_rank(report_vector(r.title, r.text), q) DESC, r.id LIMIT :most
    """
)

_NUMBERS_SQLITE = text("SELECT rowid FROM report_words WHERE report_words MATCH :words ORDER BY rowid DESC LIMIT :most")
# The words first, in any case: to walk down the numbers and read each text would take far longer.
_NUMBERS_POSTGRESQL = text(
    """
    WITH found AS MATERIALIZED (
        SELECT r.id FROM report r WHERE report_vector(r.title, r.text) @@ websearch_to_tsquery('simple', :words)
    )
    SELECT id FROM found ORDER BY id DESC LIMIT :most
    """
)


def reports_with(connection: Connection, words: str, most: int) -> list[int]:
    """Return the numbers of the reports that hold all of the words, those that were added last first."""
    if connection.dialect.name != "sqlite":
        return list(connection.scalars(_NUMBERS_POSTGRESQL, {"words": words, "most": most}))
    asked = _fts5(words)
    return list(connection.scalars(_NUMBERS_SQLITE, {"words": asked, "most": most})) if asked else []


def search(record: Record, words: str, most: int = 20) -> list[Hit]:
    """Return the reports that hold all of the words, or the whole phrase where it stands in quotation marks."""
    with record.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            asked = _fts5(words)
            if not asked:
                return []
            left, right = MARKS
            found = connection.execute(
                _SQLITE, {"words": asked, "left": left, "right": right, "around": _AROUND, "most": most}
            )
        else:
            marks = f"StartSel={MARKS[0]}, StopSel={MARKS[1]}, MaxWords={_AROUND}, MinWords={_AROUND // 2}"
            found = connection.execute(_POSTGRESQL, {"words": words, "marks": marks, "most": most})
        return [Hit(*row) for row in found]


def _fts5(words: str) -> str:
    """Return words as FTS5 takes them: each quoted, so that no sign in them is an operator."""
    parts = words.split('"')
    asked = []
    for number, part in enumerate(parts):
        phrases = [part] if number % 2 else part.split()
        asked += [f'"{p.strip()}"' for p in phrases if any(c.isalnum() for c in p)]
    return " ".join(asked)
