"""An occurrence in sentences of our own, for formats with room for a note: who, what, where, who says it, disputes."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.record.account import Account
from dateline.record.occurrence import DisputeAcross, Occurrence

from .cells import first_voices, joined, one_line
from .tolls import figure_words

SENTENCES = (
    3  # voices and sides that a note names before it says how many more there are, by hand: a column, not a page
)


def note_of(occurrence: Occurrence) -> str:
    """Return a note on an occurrence: its standing, numbers by who says them, what accounts differ on."""
    sentences = [_what(occurrence), f"Standing: {occurrence.standing.value}"]
    if occurrence.standing_reason:
        sentences[-1] += f" ({one_line(occurrence.standing_reason).rstrip('.')})"
    sentences += _numbers(occurrence)
    sentences += [_dispute(dispute) for dispute in occurrence.disputes]
    return " ".join(f"{sentence.rstrip('.')}." for sentence in sentences if sentence)


def name_of(occurrence: Occurrence) -> str:
    """Return a short name: "air drone strike, Malvora, 2025-10-11"."""
    summary = occurrence.summary
    what = (summary.subtype or summary.type.value.lower()).replace("_", " ")
    where = one_line(summary.place.name) if summary.place else None
    return ", ".join(part for part in (what, where, summary.start) if part)


def _what(occurrence: Occurrence) -> str:
    summary = occurrence.summary
    doers, struck = joined((a.name for a in summary.actors), ", "), joined((a.name for a in summary.recipients), ", ")
    who = f"{doers or 'not told by whom'} -> {struck}" if struck else doers or "not told by whom"
    alleged = ", alleged" if summary.alleged else ""
    return f"{name_of(occurrence)}: {who} ({summary.status.value}{alleged})"


def _numbers(occurrence: Occurrence) -> Iterable[str]:
    accounts = {account.id: account for account in occurrence.accounts}
    for one in occurrence.summary.ranges:
        said = [
            f"{figure_words(figure.low, figure.high, figure.what, figure.effect)} ({_by(accounts.get(account))})"
            for account, figure in one.said
        ]
        yield _first(said)


def _by(account: Account | None) -> str:
    if account is None:
        return "not told by whom"
    return joined(first_voices(account), ", ") or one_line(
        account.outlet or account.agency or f"report {account.report}"
    )


def _dispute(dispute: DisputeAcross) -> str:
    sides = _first([f'"{one_line(side.label)}"' for side in dispute.sides])
    settled = f", settled: {one_line(dispute.settled_how or 'by a later report')}" if dispute.settled_by else ""
    return f"Disputed ({dispute.kind.value}): {one_line(dispute.about)}: {sides}{settled}"


def _first(texts: list[str]) -> str:
    texts = [one_line(text) for text in dict.fromkeys(texts)]
    more = len(texts) - SENTENCES
    return "; ".join(texts if more <= 1 else [*texts[:SENTENCES], f"{more} more"])
