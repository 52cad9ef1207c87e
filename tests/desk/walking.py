"""The routes of a desk as a test walks them: each with what it needs, and an address that its parameters are filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from dateline.desk.desk import Needs
from dateline.desk.visitor import May

_PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")


@dataclass(frozen=True, slots=True)
class Door:
    """One way into the desk: a method and a path, and the permissions that it needs; none where it is open to all."""

    method: str
    path: str
    needs: frozenset[May]
    is_own: bool

    @property
    def name(self) -> str:
        """What it is called in the list of those that are open."""
        return f"{self.method} {self.path}"

    def address(self, values: Mapping[str, str]) -> str:
        """Return its address with these values for its parameters, "1" for one that is not among them."""
        return _PARAMETER.sub(lambda found: values.get(found[1], "1"), self.path)


def doors(app: FastAPI) -> list[Door]:
    """Return all ways in; raises AssertionError where one is no plain route, which nobody has looked at."""
    return [door for route in _flat(app.routes) for door in _doors(route)]


def _flat(routes: list[BaseRoute]) -> Iterator[BaseRoute]:
    """Yield routes with those of included routers in their place, as newer versions of FastAPI keep them apart."""
    for route in routes:
        inside = getattr(route, "original_router", None)
        if inside is None:
            yield route
        else:
            yield from _flat(inside.routes)


def _doors(route: BaseRoute) -> Iterator[Door]:
    assert isinstance(route, APIRoute), f"{route} is no plain route: say in this test what it needs"
    found = list(_needs(route.dependant))
    for method in sorted(route.methods - {"HEAD"}):
        is_own = any(type(one).__name__ == "OwnPerson" for one in found)
        yield Door(method, route.path, frozenset(one.permission for one in found), is_own)


def _needs(dependant: Dependant) -> Iterator[Needs]:
    for one in dependant.dependencies:
        if isinstance(one.call, Needs):
            yield one.call
        yield from _needs(one)
