"""Occurrences as a graph (GraphML): who did what to whom, who says so, who relies on whom for it.

Nodes are actors, outlets, agencies, voices and occurrences. Gephi, yEd, igraph and networkx read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from dateline.record.account import Account, Chain, Voice
from dateline.record.entities import Actor
from dateline.record.occurrence import Occurrence

from .base import Exporter
from .cells import one_line, voice_name
from .identity import Key, actor_key, id_of, occurrence_key, outlet_actor, voice_actor
from .notes import name_of
from .tolls import toll_of

NODE_KEYS = {
    "label": "string",
    "kind": "string",  # occurrence, or the kind of an actor or voice
    "country": "string",
    "sector": "string",
    "type": "string",
    "subtype": "string",
    "status": "string",
    "standing": "string",
    "start": "string",
    "end": "string",
    "place": "string",
    "lat": "double",
    "lon": "double",
    "killed_low": "long",
    "killed_high": "long",
    "sources_low": "long",
    "sources_high": "long",
}
EDGE_KEYS = {
    "relation": "string",  # did, done_to, via, tells, says, relies_on, told
    "occurrence": "string",
    "account": "string",
    "act": "string",
    "status": "string",
}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
Data = Mapping[str, str | int | float | None]


class GraphMl(Exporter):
    """One directed graph; the ids of nodes are remembered, since each stands once."""

    suffix = ".graphml"

    def _begin(self) -> None:
        self._nodes: set[str] = set()
        self._edges = 0
        self._text(_HEAD)
        for target, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
            for name, kind in keys.items():
                self._text(f'<key id="{target[0]}_{name}" for="{target}" attr.name="{name}" attr.type="{kind}"/>\n')
        self._text('<graph id="record" edgedefault="directed">\n')

    def _put(self, occurrence: Occurrence) -> None:
        summary, place, toll = occurrence.summary, occurrence.summary.place, toll_of(occurrence)
        node = self._node(
            occurrence_key(occurrence),
            {
                "label": name_of(occurrence),
                "kind": "occurrence",
                "country": place.country if place else None,
                "type": summary.type.value,
                "subtype": summary.subtype,
                "status": summary.status.value,
                "standing": occurrence.standing.value,
                "start": summary.start,
                "end": summary.end,
                "place": place.name if place else None,
                "lat": place.lat if place else None,
                "lon": place.lon if place else None,
                "killed_low": toll.low,
                "killed_high": toll.high,
                "sources_low": occurrence.independence.low,
                "sources_high": occurrence.independence.high,
            },
        )
        about = {"occurrence": occurrence.id}
        for actor in summary.actors:
            self._edge(self._actor(actor), node, {"relation": "did", **about})
        for actor in summary.recipients:
            self._edge(node, self._actor(actor), {"relation": "done_to", **about})
        for actor in summary.via:
            self._edge(node, self._actor(actor), {"relation": "via", **about})
        by_name: dict[str, str] = {}
        relying: set[tuple[str, str]] = set()
        for account in occurrence.accounts:
            self._account(account, node, about, by_name, relying)
        for reliance in occurrence.independence.reliances:
            who, on = (self._named(name, occurrence, by_name) for name in (reliance.who, reliance.on))
            if (who, on) not in relying:
                self._edge(who, on, {"relation": "relies_on", **about})

    def _account(
        self, account: Account, node: str, about: Data, by_name: dict[str, str], relying: set[tuple[str, str]]
    ) -> None:
        told = {**about, "account": account.id, "status": account.status.value}
        press = [self._actor(outlet_actor(name)) for name in (account.agency, account.outlet) if name]
        for name, id_ in zip(filter(None, (account.agency, account.outlet)), press, strict=True):
            by_name[name] = id_
        if press:
            self._edge(press[-1], node, {"relation": "tells", **told})
        for number, chain in enumerate(chain for chain in account.chains if chain):
            voices = self._voices(account, chain, number, by_name)
            self._edge(voices[0], node, {"relation": "says", "act": chain[0].act.value, **told})
            line = [*voices, *press]
            for on, who in pairwise(line):
                self._rely(who, on, told, relying)
            if chain[0].to is not None:
                self._edge(voices[0], self._actor(chain[0].to), {"relation": "told", **told})
        if not account.chains and len(press) == 2:
            self._rely(press[1], press[0], told, relying)

    def _rely(self, who: str, on: str, told: Data, relying: set[tuple[str, str]]) -> None:
        if who != on and (who, on) not in relying:
            relying.add((who, on))
            self._edge(who, on, {"relation": "relies_on", **told})

    def _voices(self, account: Account, chain: Chain, number: int, by_name: dict[str, str]) -> list[str]:
        ids = []
        for place, voice in enumerate(chain):
            ids.append(self._voice(voice, ("voice", account.id, account.report, number, place)))
            by_name.setdefault(voice_name(voice), ids[-1])
        return ids

    def _voice(self, voice: Voice, key: Key) -> str:
        """Return the node of a voice; one without a name is a node of its own in each account: two may be two."""
        actor = voice_actor(voice)
        if actor is not None:
            return self._actor(actor)
        return self._node(key, {"label": voice_name(voice), "kind": voice.kind.value})

    def _actor(self, actor: Actor) -> str:
        data = {"label": actor.name, "kind": actor.kind.value, "country": actor.country, "sector": actor.sector}
        return self._node(actor_key(actor), data)

    def _named(self, name: str, occurrence: Occurrence, by_name: Mapping[str, str]) -> str:
        """Return the node of whoever a reliance names: one of the occurrence, else a source of its own."""
        if name in by_name:
            return by_name[name]
        root = next((root for root in occurrence.independence.roots if root.name == name), None)
        own = () if root is None or root.named else (occurrence.id,)
        return self._node(("source", name, *own), {"label": name, "kind": root.kind if root else "source"})

    def _node(self, key: Key, data: Data) -> str:
        """Write a node that has not been written yet, and return its id."""
        id_ = f"n{id_of(key)}"
        if id_ not in self._nodes:
            self._nodes.add(id_)
            self._text(f'<node id="{id_}">{_data("n", data)}</node>\n')
        return id_

    def _edge(self, source: str, target: str, data: Data) -> None:
        self._edges += 1
        self._text(f'<edge id="e{self._edges}" source="{source}" target="{target}">{_data("e", data)}</edge>\n')

    def _end(self) -> None:
        self._text("</graph>\n</graphml>\n")


def _data(prefix: str, data: Data) -> str:
    """Return the values that are told as elements; XML has no control characters, so a text is one clean line."""
    return "".join(
        f"<data key={quoteattr(f'{prefix}_{name}')}>{escape(_xml(value))}</data>"
        for name, value in data.items()
        if value is not None and value != ""
    )


def _xml(value: str | int | float) -> str:
    text = one_line(value) if isinstance(value, str) else str(value)
    return "".join(c for c in text if c not in "\ufffe\uffff")
