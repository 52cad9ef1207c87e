"""Count how many news reports have each stem, for the table that stands for the reports a young record lacks.

usage: python -m models.stories.count_words FILE.jsonl ... > dateline/lexicon/story_words.tsv

A row of the files has ``text`` (and ``title``) or ``sentences`` with ``text``. Only numbers leave the texts: stems in
fewer than ten reports are left out, so that no name of one affair stays.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from dateline.fuse.terms import stems_of
from dateline.measure.task import Row, load_rows

LEAST = 10  # reports that have a stem; what is rarer counts one at most, as the table counts a tenth


def words_of(row: Row) -> str:
    """Return the words of one report."""
    body = row["text"] if "text" in row else " ".join(sentence["text"] for sentence in row["sentences"])
    return f"{row.get('title') or ''}\n{body}"


def main() -> int:
    """Write the table to standard output."""
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    counts: Counter[str] = Counter()
    reports = 0
    for path in sys.argv[1:]:
        for row in load_rows(Path(path)):
            counts.update(set(stems_of(words_of(row))))
            reports += 1
    print("# How many news reports have a stem; made by models.stories.count_words, see models/stories/CARD.md.")
    print(f"reports\t{reports}")
    for stem, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if count >= LEAST:
            print(f"{stem}\t{count}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
