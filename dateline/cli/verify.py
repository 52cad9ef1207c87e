"""``dateline verify``: whether the record and its evidence are as they were when they were added."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .add import record_option
from .evidence import require_record
from .kept import evidence_folder, evidence_option
from .progress import Progress

if TYPE_CHECKING:
    from dateline.evidence.verifying import Verified

_SHOWN = 1000  # findings; by hand: more are one thing that went wrong, and nobody reads on


@click.command()
@record_option
@evidence_option
@click.option("--key", "keys", metavar="ID", multiple=True, help="A key you trust. Default: that of the first head.")
@click.option("--head", metavar="DIGEST", help="A head that you wrote down elsewhere; it must be in the record.")
@click.option(
    "--tsa-ca",
    metavar="FILE",
    envvar="DATELINE_TSA_CA",
    type=click.Path(exists=True, dir_okay=False),
    help="Certificates (PEM) that stamps must be issued under. Default: not checked. Also in DATELINE_TSA_CA.",
)
def verify(record: str, evidence: str | None, keys: tuple[str, ...], head: str | None, tsa_ca: str | None) -> int:
    """Check every report, decision, capture and byte that was kept against the chain and the signed heads.

    Whatever is changed, missing, moved or added without a word is named: the report or the file, and where in it. The
    exit status is 1 where something is wrong. docs/evidence.md says what this proves, and what it does not.

    \b
    Examples:
      dateline verify
      dateline verify --record sudan.db --head 5f0c...  # the digest that dateline evidence seal printed
    """
    from dateline.evidence.findings import Finding
    from dateline.evidence.stamps import load_roots
    from dateline.evidence.verifying import Trust, count_steps
    from dateline.evidence.verifying import verify as check
    from dateline.store.record import Record

    require_record(record)
    trust = Trust(frozenset(keys), head, load_roots(Path(tsa_ca)) if tsa_ca else ())
    folder = evidence_folder(record, evidence)
    with Record.open(record) as opened, Progress(count_steps(opened), many=True, doing="verifying") as progress:
        shown = 0

        def found(finding: Finding) -> None:
            nonlocal shown
            shown += 1
            if shown <= _SHOWN:
                click.echo(str(finding))

        verified = check(opened, folder, found, trust, progress.advance)
        if shown > _SHOWN:
            click.echo(f"and {shown - _SHOWN:,} more")
    for line in _told(verified, folder):
        click.echo(f"dateline: {line}", err=True)
    return 1 if verified.findings else 0


def _told(verified: Verified, folder: Path | None) -> list[str]:
    kinds = ", ".join(f"{number:,} {kind.value}" for kind, number in sorted(verified.links.items()))
    lines = [f"{sum(verified.links.values()):,} links followed{f' ({kinds})' if kinds else ''}"]
    if folder is None:
        lines.append("files not looked at: name the folder with --evidence")
    else:
        lines.append(f"{verified.files:,} files, {verified.bytes:,} bytes read")
    if verified.last_head is not None:
        stamps = f", {verified.stamps:,} with time stamp" if verified.stamps else ""
        lines.append(
            f"{verified.heads:,} signed heads{stamps}; the last, {verified.last_head_at}: {verified.last_head}"
        )
    if verified.waiting:
        lines.append(
            f"{verified.waiting:,} rows are from before there was a chain: dateline evidence seal takes them in"
        )
    if verified.unsigned:
        lines.append(f"{verified.unsigned:,} links are not signed yet: dateline evidence seal")
    lines.append(f"{verified.findings:,} things are wrong" if verified.findings else "all is as it was added")
    return lines
