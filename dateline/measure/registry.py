"""The tasks of measurement by name; a task's module is loaded only when it is asked for."""

from __future__ import annotations

from importlib import import_module

from dateline.errors import UsageError

from .task import Task

_MODULES = {
    "reading": "reading",
    "polnear": "polnear",
    "voices": "voices",
    "speakers": "speakers",
    "timex": "timex",
    "toponyms": "toponyms",
    "plover-gsr": "plover_gsr",
    "plover-dyads": "plover_dyads",
    "petrarch": "petrarch",
    "status": "status",
    "counts": "counts",
    "factuality": "factuality",
    "re3d": "re3d",
    "muc4": "muc4",
    "indiapolice": "indiapolice",
    "subtypes": "subtypes",
    "reprints": "reprints",
    "story-clusters": "story_clusters",
    "event-coref": "event_coref",
    "joining": "joining",
}


def task_names() -> tuple[str, ...]:
    """Return the names of all tasks, in the order of the accuracy table."""
    return tuple(_MODULES)


def load_task(name: str) -> Task:
    """Return the task of this name."""
    if name not in _MODULES:
        raise UsageError(f"there is no task {name}; the tasks are {', '.join(_MODULES)}")
    task: Task = import_module(f".{_MODULES[name]}", __package__).TASK
    return task
