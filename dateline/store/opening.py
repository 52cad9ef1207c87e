"""Opening a record: the engine for a file or a server, and its tables brought up to date."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError, ProgrammingError

from dateline.errors import RecordError

HEAD = "0004"  # the newest step of ``migrations``
# Ours are many short queries over indexes: compiling one takes longer than running it, and a page of an index that the
# disks of today or memory hold costs hardly more than the next page of a table. A brief takes a fifth less time by it.
_SESSION = "-c jit=off -c random_page_cost=1.1"
_WAIT_S = 30  # for another process's transaction; one report's takes milliseconds
_LOCK = 0x64617465  # PostgreSQL's advisory lock while tables are brought up to date


def open_engine(where: str) -> Engine:
    """Return the engine of a record, a file's path or "postgresql://...", with its tables made or brought up to date.

    Raises RecordError where there is none to be had: a folder that does not exist, a file that is no record, a server
    that does not answer.
    """
    server = where.startswith(("postgresql://", "postgresql+psycopg://", "postgres://"))
    name = shown(where)
    try:
        engine = _server(where) if server else _file(Path(where))
        _bring_up_to_date(engine)
    except (OperationalError, ProgrammingError, ArgumentError) as error:
        raise RecordError(name, _plain(error)) from None  # the driver's trace holds the address with its password
    except Exception as error:
        if type(error).__name__ != "DatabaseError":
            raise
        raise RecordError(name, _plain(error)) from None
    return engine


def shown(where: str) -> str:
    """Return what a record is called in messages: a server's address without its password."""
    if "://" not in where:
        return where
    try:
        return make_url(where).render_as_string(hide_password=True)
    except ArgumentError:
        return "the address given"


def _plain(error: Exception) -> str:
    reason = str(getattr(error, "orig", None) or error).strip().splitlines()
    return reason[0] if reason else type(error).__name__


def _server(where: str) -> Engine:
    url = make_url(where)
    given = {} if "options" in url.query else {"options": _SESSION}
    return create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True, connect_args=given)


def _file(path: Path) -> Engine:
    if not path.parent.is_dir():
        raise RecordError(str(path), "its folder does not exist")
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": _WAIT_S})

    @event.listens_for(engine, "connect")
    def _set_up(connection: object, _: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]  # we begin by ourselves, below
        for line in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {line}")  # type: ignore[attr-defined]

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer takes the lock at once: one that starts to read and then writes would have to fail, not wait.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _bring_up_to_date(engine: Engine) -> None:
    if inspect(engine).has_table("alembic_version"):
        with engine.connect() as connection:
            if connection.scalar(text("SELECT version_num FROM alembic_version")) == HEAD:
                return
    from alembic import command  # here: it takes as long to load as all the rest
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":  # two processes may open a new record at once
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
