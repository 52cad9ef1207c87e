"""``dateline judge``: what people decide on the record, each decision with who, when and why, each to be undone."""

from __future__ import annotations

import getpass
import io
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

import click

from .add import record_option
from .opened import opened_record
from .suggest import Choice, Commands

if TYPE_CHECKING:
    from dateline.store.history import Decision, Read, Subject
    from dateline.store.judging import Judge
    from dateline.store.record import Record

C = TypeVar("C", bound=Callable[..., object])
SCHEMES = ("admiralty", "airwars")
_SHOWN = 4  # accounts of a decision that a line of the history names


@click.group(cls=Commands, epilog="More: dateline judge COMMAND --help")
def judge() -> None:
    """Decide on the record: what is one thing, what is wrong, how well it is grounded.

    A decision outweighs the machine, is kept for good with who, when and why, and can be undone. An occurrence is
    named by its number (12), an account as r3e5: event e5 of report 3.

    \b
    Example:
      dateline judge merge 12 14 --why "one strike, two spellings of the town"
      dateline judge undo 7 --why "the second town exists"
    """


def _who() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def _why(given: str | None) -> str:
    """Return the reason, asked for on a terminal where it is not given."""
    if given is not None and given.strip():
        return given
    if given is None and sys.stdin.isatty():
        return str(click.prompt("Why", err=True))
    raise click.UsageError('A decision has a reason. Add it: --why "..."')


_who_option = click.option(
    "--who",
    metavar="NAME",
    envvar="DATELINE_WHO",
    default=_who,
    help="Who decides. Default: DATELINE_WHO, else your login name.",
)
_why_option = click.option("--why", metavar="TEXT", help="The reason. On a terminal it is asked for.")
_seen_option = click.option(
    "--seen",
    metavar="DECISION",
    type=click.IntRange(min=0),
    help="The newest decision you saw (0: none); if others decided on it since, nothing is done and they are named.",
)


def _deciding(command: Callable[..., int]) -> Callable[..., int]:
    """Return a command with --record, --who and --why that gets a ``judge`` and prints what its decision came to."""

    @wraps(command)
    def decided(record: str, who: str, why: str | None, **options: object) -> int:
        reason = _why(why)
        from dateline.store.judging import Judge

        with opened_record(record) as fuser:
            number = command(Judge(fuser.record, who, fuser), why=reason, **options)
            _tell(fuser.record, number)
        return 0

    return record_option(_who_option(_why_option(decided)))


def _tell(record: Record, number: int) -> None:
    from dateline.store.history import occurrences_now

    print(f"decision {number} is kept; to take it back: dateline judge undo {number}")
    now = occurrences_now(record, number)
    for of in sorted(one for one in now if one is not None):
        print(f"  occurrence {of} has {_many(now[of], 'account')}")
    if None in now:
        print("  what was rejected is of no occurrence")


def _many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


@judge.command()
@click.argument("name", metavar="ID")
@_seen_option
@_deciding
def accept(judge: Judge, why: str, name: str, seen: int | None) -> int:
    """Accept an occurrence, or an account, as the record has it.

    An account that was rejected is back.

    \b
    Example:
      dateline judge accept 12 --why "read all five reports"
    """
    return judge.accept(name, why, seen)


@judge.command()
@click.argument("name", metavar="ID")
@_seen_option
@_deciding
def reject(judge: Judge, why: str, name: str, seen: int | None) -> int:
    """Reject an account: its report tells no such thing.

    Of an occurrence, every account is rejected.

    \b
    Example:
      dateline judge reject r3e5 --why "the strike is of workers"
    """
    return judge.reject(name, why, seen)


@judge.command()
@click.argument("name", metavar="OCCURRENCE")
@click.argument("field", metavar="FIELD")
@click.argument("value", metavar="VALUE")
@_seen_option
@_deciding
def correct(judge: Judge, why: str, name: str, field: str, value: str, seen: int | None) -> int:
    """Put a field of an occurrence right.

    FIELD is one of type, subtype, mode, status, outcome, start, end, place, actors, recipients, via. VALUE is the word
    or the day, "none" for nothing; a place by name or as JSON; actors by name, parted by ";", or as JSON. What the
    accounts say stays as it is.

    \b
    Examples:
      dateline judge correct 12 start 2025-10-11 --why "Saturday is the 11th"
      dateline judge correct 12 actors "Rapid Support Forces" --why "they said so themselves"
      dateline judge correct 12 place '{"name": "Zamzam", "lat": 13.48, "lon": 25.31, "country": "SDN"}' --why "map"
    """
    return judge.correct(name, field, value, why, seen)


@judge.command()
@click.argument("names", metavar="ID ID...", nargs=-1, required=True)
@_seen_option
@_deciding
def merge(judge: Judge, why: str, names: tuple[str, ...], seen: int | None) -> int:
    """Say that occurrences or accounts are one thing.

    \b
    Example:
      dateline judge merge 12 14 r3e5 --why "one strike"
    """
    return judge.merge(names, why, seen)


@judge.command()
@click.argument("name", metavar="OCCURRENCE")
@click.argument("accounts", metavar="ACCOUNT...", nargs=-1, required=True)
@_seen_option
@_deciding
def split(judge: Judge, why: str, name: str, accounts: tuple[str, ...], seen: int | None) -> int:
    """Take accounts out of an occurrence: they are of another.

    \b
    Example:
      dateline judge split 12 r3e5 r4e1 --why "the strike of the day before"
    """
    return judge.split(name, accounts, why, seen)


@judge.command()
@click.argument("one", metavar="ID")
@click.argument("other", metavar="ID")
@_seen_option
@_deciding
def apart(judge: Judge, why: str, one: str, other: str, seen: int | None) -> int:
    """Keep two occurrences or accounts apart, whatever reports are still to come.

    \b
    Example:
      dateline judge apart 12 14 --why "two towns of one name"
    """
    return judge.keep_apart(one, other, why, seen)


@judge.command("same-actor")
@click.argument("names", metavar="ACTOR ACTOR...", nargs=-1, required=True)
@_deciding
def same_actor(judge: Judge, why: str, names: tuple[str, ...]) -> int:
    """Say that actors are one: what asks for one of them gets all.

    An actor is named as in the record, or by its number (a12) where more than one has the name.

    \b
    Example:
      dateline judge same-actor RSF "Rapid Support Forces" --why "its initials"
    """
    return judge.same_actor(names, why)


@judge.command("not-same-actor")
@click.argument("one", metavar="ACTOR")
@click.argument("other", metavar="ACTOR")
@_deciding
def not_same_actor(judge: Judge, why: str, one: str, other: str) -> int:
    """Say that two actors are not one.

    \b
    Example:
      dateline judge not-same-actor a12 a40 --why "father and son"
    """
    return judge.not_same_actor(one, other, why)


@judge.command()
@click.argument("name", metavar="OCCURRENCE")
@click.argument("grade", metavar="GRADE")
@click.option("--scheme", type=Choice(SCHEMES), default=SCHEMES[0], show_default=True, help="The scale of the grade.")
@_seen_option
@_deciding
def verdict(judge: Judge, why: str, name: str, grade: str, scheme: str, seen: int | None) -> int:
    """Grade an occurrence, as an assessor.

    GRADE is A1 to F6 in admiralty (reliability of the source, credibility of what it tells), or confirmed, fair, weak,
    contested, discounted in airwars. Each person has a verdict of their own; none is mixed with another, with what the
    parties say or with the standing, which follows from the reports alone.

    \b
    Examples:
      dateline judge verdict 12 B2 --why "a named doctor who was there"
      dateline judge verdict 12 fair --scheme airwars --why "two sources, no images"
    """
    return judge.verdict(name, scheme, grade, why, seen)


@judge.command()
@click.argument("number", metavar="DECISION", type=click.IntRange(min=1))
@_deciding
def undo(judge: Judge, why: str, number: int) -> int:
    """Take a decision back; also one that took another back.

    \b
    Example:
      dateline judge undo 7 --why "I mistook the town"
    """
    return judge.undo(number, why)


@judge.command()
@click.argument("name", metavar="[ID]", required=False)
@record_option
def history(name: str | None, record: str) -> int:
    """Show what was decided, by whom, when and why.

    ID is an occurrence (12), an account (r3e5) or a report (r3); without it, all of the record.

    \b
    Examples:
      dateline judge history
      dateline judge history 12
      dateline judge history r3
    """
    from dateline.store.history import history_of_account, history_of_occurrence, history_of_record, history_of_report
    from dateline.store.pointing import is_account

    lines: list[str] = []
    with opened_record(record) as fuser:
        opened = fuser.record
        if name is None:
            made = history_of_record(opened)
        elif name[:1] == "r" and name[1:].isdigit():
            whole = history_of_report(opened, int(name[1:]))
            lines += [_reading_line(one) for one in whole.readings]
            made = whole.decisions
        else:
            made = history_of_account(opened, name) if is_account(name) else history_of_occurrence(opened, name)
    lines += [line for one in made for line in _decision_lines(one)]
    for line in lines:
        print(line)
    if not made:
        print("Nobody has decided anything on it." if name is not None else "Nobody has decided anything.")
    return 0


def _reading_line(one: Read) -> str:
    return f"        {_minute(one.read_at)}  read by {one.reader}{' (counts now)' if one.is_current else ''}"


def _decision_lines(one: Decision) -> Iterable[str]:
    from dateline.show.words import printable

    what = one.kind.value if one.undoes is None else f"undo of {one.undoes}"
    if one.field is not None:
        what += f" {one.field}: {one.value}"
    undone = f"  (undone by {one.undone_by})" if one.undone_by is not None else ""
    yield f"{one.id:>6}  {_minute(one.made_at)}  {printable(one.who)}  {printable(what)}{undone}"
    sides = [[s for s in one.subjects if s.side == side] for side in (0, 1)]
    yield "        " + printable("; not ".join(_named(side) for side in sides if side))
    yield "        " + printable(one.why)


def _minute(moment: str) -> str:
    return moment[:16].replace("T", " ")


def _named(subjects: Iterable[Subject]) -> str:
    names = [_subject(one) for one in subjects]
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _subject(one: Subject) -> str:
    if one.actor is not None:
        return f"a{one.actor} {one.name}"
    where = one.account or f"r{one.report}, told by no reading now"
    return f'{where} "{one.words}"'


@judge.command("export")
@click.option("-o", "--output", metavar="FILE", help="Write here; standard output by default.")
@record_option
def export_(output: str | None, record: str) -> int:
    """Write all decisions as JSON Lines, to be carried to a record with the same reports.

    \b
    Example:
      dateline judge export --output decisions.jsonl
    """
    from dateline.store.carrying import export_decisions

    with opened_record(record) as fuser:
        if output is None:
            if isinstance(sys.stdout, io.TextIOWrapper):
                sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # JSON is UTF-8, whatever the terminal
            _write(export_decisions(fuser.record), sys.stdout)
            return 0
        try:
            with Path(output).open("w", encoding="utf-8", newline="\n") as file:
                _write(export_decisions(fuser.record), file)
        except OSError as error:
            raise click.UsageError(f"{output} cannot be written: {error.strerror}.") from error
    return 0


def _write(lines: Iterable[str], out: TextIO) -> None:
    for line in lines:
        out.write(line + "\n")


@judge.command("import")
@click.argument("file", metavar="FILE", type=click.File("r", encoding="utf-8"))
@record_option
def import_(file: TextIO, record: str) -> int:
    """Take over decisions that another record wrote; the same file again changes nothing.

    FILE is - for standard input. Decisions on reports that this record does not have are named and left out: add the
    reports and import again.

    \b
    Example:
      dateline judge import decisions.jsonl
    """
    from dateline.store.carrying import import_decisions

    try:
        lines = list(file)
    except UnicodeDecodeError as error:
        raise click.UsageError(
            f"{file.name} is no text in UTF-8; name a file that dateline judge export wrote."
        ) from error
    with opened_record(record) as fuser:
        done = import_decisions(fuser.record, lines, fuser)
    print(f"{done.added} taken over, {done.known} already there, {len(done.waiting)} left out")
    for line in done.waiting:
        print(f"  {line}")
    return 0
