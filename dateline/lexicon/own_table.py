"""A user's table of own names as CSV: its rows with the line each stands on, checked; what both own lists share."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from dateline.errors import UsageError

from .countries import countries, country_by_word, iso3_of, split_name


@dataclass(frozen=True, slots=True)
class OwnTable:
    """What the columns of one kind of list are, and the words for its things ("places") in an error."""

    things: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    example: str

    def rows(self, path: Path) -> Iterator[tuple[str, int, dict[str, str]]]:
        """Yield where each row stands ("FILE, line 3"), that line, and its cells by column; empty rows are left out."""
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                table = csv.DictReader(file, restval="")
                self._check(path, [(column or "").strip().lower() for column in table.fieldnames or []])
                for raw in table:
                    where = f"{path}, line {table.line_num}"
                    if None in raw:
                        raise UsageError(f"{where}: more cells than columns; put cells that hold a comma in quotes")
                    row = {k.strip().lower(): v.strip() for k, v in raw.items()}
                    if any(row.values()):
                        yield where, table.line_num, row
        except OSError as error:
            raise UsageError(
                f"{path}: cannot be read ({error.strerror}); give a CSV file of your {self.things}"
            ) from error
        except (UnicodeDecodeError, csv.Error) as error:
            raise UsageError(f"{path}: is no CSV file in UTF-8 ({error}); save it as CSV, UTF-8") from error

    def _check(self, path: Path, columns: list[str]) -> None:
        known = [*self.required, *self.optional]
        missing = [column for column in self.required if column not in columns]
        if missing:
            raise UsageError(
                f"{path}, line 1: no column {', '.join(missing)}; the first line names the columns: {self.example}"
            )
        for column in columns:
            if column not in known:
                close = get_close_matches(column, known, 1)
                hint = f"did you mean {close[0]}?" if close else f"the columns are {', '.join(known)}"
                raise UsageError(f"{path}, line 1: unknown column {column!r}; {hint}")


def country_code(where: str, told: str) -> str:
    """Return the ISO 3166-1 alpha-3 code of a country given by its English name or by either ISO code."""
    code = told.upper()
    code = iso3_of().get(code, code)
    if code in countries():
        return code
    found = country_by_word().get(split_name(told))
    if found is None or found[1] != "name":
        raise UsageError(f"{where}: unknown country {told!r}; write its English name or its ISO code (SYR or SY)")
    return found[0]
