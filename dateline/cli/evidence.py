"""``dateline evidence``: the chain sealed by a signed head, evidence handed on, the key that signs."""

from __future__ import annotations

from pathlib import Path

import click

from .add import record_option
from .kept import evidence_folder, evidence_option
from .opened import opened_record
from .suggest import Choice, Commands

key_file_option = click.option(
    "--key-file",
    metavar="FILE",
    envvar="DATELINE_KEY",
    help="The key that signs, made at first use. Default: beside the record, RECORD.key. Also in DATELINE_KEY.",
)


@click.group(cls=Commands, epilog="More: dateline evidence COMMAND --help")
def evidence() -> None:
    """Seal what was added, hand evidence on, and see to the key that signs.

    \b
    Example:
      dateline evidence seal
      dateline evidence export 12 --output occurrence-12
      dateline evidence key
    """


def key_file_of(record: str, given: str | None) -> Path:
    """Return the file of the key that signs; raises UsageError for a record on a server where none is given."""
    from dateline.errors import UsageError

    if given:
        return Path(given)
    if "://" in record:
        raise UsageError("Say where the key that signs is: --key-file FILE, or DATELINE_KEY.")
    return Path(f"{record}.key")


def require_record(record: str) -> None:
    """Raise UsageError where the file of a record is not there: nothing is made by looking at it."""
    from dateline.errors import UsageError

    if "://" not in record and not Path(record).is_file():
        raise UsageError(f"{record} is not there. dateline add FOLDER makes it; --record names another.")


@evidence.command()
@record_option
@key_file_option
@click.option(
    "--tsa", metavar="URL", envvar="DATELINE_TSA", help="A time stamping server (RFC 3161). Also in DATELINE_TSA."
)
@click.option(
    "--tsa-ca",
    metavar="FILE",
    envvar="DATELINE_TSA_CA",
    type=click.Path(exists=True, dir_okay=False),
    help="Certificates (PEM) that its stamps must be issued under. Also in DATELINE_TSA_CA.",
)
def seal(record: str, key_file: str | None, tsa: str | None, tsa_ca: str | None) -> int:
    """Sign the end of the chain, where something was added since or another day has begun.

    Run it each day. It prints the digest of the newest head: written down elsewhere, that shows that nothing was taken
    away since. What was in the record before there was a chain is taken in first.

    \b
    Examples:
      dateline evidence seal
      dateline evidence seal --tsa https://tsa.example.org/ --tsa-ca roots.pem
    """
    from dateline.evidence.sealing import seal as sign
    from dateline.evidence.stamps import Server, load_roots, stamp_heads
    from dateline.store.record import Record

    require_record(record)
    with Record.open(record) as opened:
        sealed = sign(opened, key_file_of(record, key_file))
        if sealed.taken_in:
            click.echo(f"dateline: {sealed.taken_in:,} rows from before there was a chain were taken in", err=True)
        made = "signed" if sealed.is_new else "nothing new; signed before"
        click.echo(f"dateline: head {sealed.head.id}, link {sealed.head.number}, {made} at {sealed.head.at}", err=True)
        click.echo(sealed.head.digest)
        if tsa:
            stamped = stamp_heads(opened, Server(tsa, load_roots(Path(tsa_ca)) if tsa_ca else ()))
            click.echo(f"dateline: {stamped.stamped} heads stamped", err=True)
            if stamped.problem is not None:
                click.echo(f"dateline: {stamped.problem}", err=True)
                return 1
    return 0


@evidence.command()
@click.argument("number", metavar="NUMBER", type=click.IntRange(min=1))
@record_option
@evidence_option
@key_file_option
@click.option(
    "-o", "--output", metavar="WHERE", required=True, help="A new folder, or a new file that ends with .wacz."
)
@click.option("--format", "form", type=Choice(["folder", "wacz"]), help="Default: by the output's name, else folder.")
@click.option(
    "--for-the-steward", is_flag=True, help="Also what tells who a protected source is. Only for who may know."
)
def export(
    number: int,
    record: str,
    evidence: str | None,
    key_file: str | None,
    output: str,
    form: str | None,
    for_the_steward: bool,
) -> int:
    """Write occurrence NUMBER with all its evidence, so that others can check it without Dateline.

    Reports whose sender is protected, or that name a protected source, and captures that do, are left out and named by
    number. README.txt in the package says how to check it with openssl and sha256sum.

    \b
    Examples:
      dateline evidence export 12 --output occurrence-12
      dateline evidence export 12 --output occurrence-12.wacz
    """
    from dateline.evidence.handing_on import Format, hand_on
    from dateline.evidence.shelter import ForTheSteward

    from .sheltering import DeskShelter

    chosen = Format(form) if form else Format.WACZ if output.endswith(".wacz") else Format.FOLDER
    with opened_record(record) as fuser:
        opened = fuser.record
        shelter = ForTheSteward() if for_the_steward else DeskShelter(opened)
        folder = evidence_folder(record, evidence)
        packed = hand_on(opened, folder, key_file_of(record, key_file), number, Path(output), shelter, chosen)
    told = f"{len(packed.reports)} reports, {len(packed.captures)} captures, {len(packed.heads)} signed heads"
    click.echo(f"dateline: {output}: {told}", err=True)
    for what, numbers in (("report", packed.withheld), ("capture", packed.withheld_captures)):
        if numbers:
            listed = ", ".join(str(of) for of in numbers)
            click.echo(f"dateline: left out for a protected source: {what} {listed}", err=True)
    return 0


@evidence.command()
@record_option
@key_file_option
@click.option("--rotate", is_flag=True, help="Make a new key; the old one signs a head that names it, and is gone.")
@click.option("--new", "anew", is_flag=True, help="Make a key in place of one that is lost; verifying will say so.")
def key(record: str, key_file: str | None, rotate: bool, anew: bool) -> int:
    """Print the id of the key that signs heads, by which others know it; make it where there is none.

    \b
    Examples:
      dateline evidence key
      dateline evidence key --rotate
    """
    from dateline.errors import UsageError
    from dateline.evidence.sealing import current_key, start_anew
    from dateline.evidence.sealing import rotate as change
    from dateline.store.record import Record

    if rotate and anew:
        raise UsageError("--rotate is for a key that is there, --new for one that is lost; give one of them.")
    require_record(record)
    file = key_file_of(record, key_file)
    with Record.open(record) as opened:
        if rotate:
            sealed = change(opened, file)
            click.echo(f"dateline: head {sealed.head.id} names the new key: {sealed.head.digest}", err=True)
        elif anew:
            start_anew(opened, file)
        click.echo(current_key(opened, file).id)
    return 0
