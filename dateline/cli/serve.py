"""``dateline serve``: the desk over a record, for a browser."""

from __future__ import annotations

import click

from .add import record_option
from .reader import is_fast, reader_option


@click.command()
@record_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="0 takes a free one.")
@click.option("--single-user", is_flag=True, help="One person alone, on this machine: no login, every right.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="A name that browsers reach the desk by; repeat.")
@click.option("--https", is_flag=True, help="Browsers reach it by https, through a proxy: cookies go over that alone.")
@reader_option
def serve(
    record: str, host: str, port: int, single_user: bool, names: tuple[str, ...], https: bool, reader: str
) -> int:
    """Serve the desk: the record's pages for a browser, and its interface for programs.

    People log in; the first, an administrator, is made on the terminal, the others on the desk or by dateline people.

    \b
    Examples:
      dateline serve --single-user
      dateline serve --record postgresql://desk@localhost/desk --name desk.example.org --https
    """
    from dateline.desk.serving import serve_desk
    from dateline.desk.settings import Settings
    from dateline.store.people import has_people

    from .opened import opened_record, record_name
    from .people import make_first_administrator

    with opened_record(record) as fuser:
        if not single_user and not has_people(fuser.record):
            make_first_administrator(fuser.record)
        settings = Settings(
            record_name=record_name(record),
            single_user=single_user,
            hosts=("localhost", "127.0.0.1", "::1", *(name.lower() for name in names)),
            is_secure=https,
            is_fast=is_fast(reader),
        )
        serve_desk(fuser.record, settings, host, port)
    return 0
