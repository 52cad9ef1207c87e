"""Occurrences as files that other programs read: one module a format, all behind one small class."""

from __future__ import annotations

from .acled import Acled
from .base import Exporter, Occurrences, Options, Table, Tally, export_occurrences
from .csv_file import Csv
from .followthemoney import FollowTheMoney
from .gdelt import Gdelt
from .ged import Ged
from .geojson import GeoJson
from .graphml import GraphMl
from .lines import JsonLines
from .parquet import Parquet
from .polecat import Polecat
from .stix import Stix

FORMATS: dict[str, type[Exporter]] = {
    "csv": Csv,
    "parquet": Parquet,
    "jsonl": JsonLines,
    "geojson": GeoJson,
    "gdelt": Gdelt,
    "polecat": Polecat,
    "acled": Acled,
    "ged": Ged,
    "stix": Stix,
    "graphml": GraphMl,
    "followthemoney": FollowTheMoney,
}

__all__ = ["FORMATS", "Exporter", "Occurrences", "Options", "Table", "Tally", "export_occurrences"]
