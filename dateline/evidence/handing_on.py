"""One occurrence in, its evidence out under the name that was asked for, whole or not at all: a folder, or a WACZ."""

from __future__ import annotations

import shutil
import tempfile
from enum import StrEnum
from pathlib import Path

from dateline.errors import UsageError
from dateline.store.record import Record

from .errors import EvidenceError
from .packing import Packed, pack
from .shelter import Shelter
from .web_archive import zip_folder


class Format(StrEnum):
    """In which form evidence is handed on."""

    FOLDER = "folder"
    WACZ = "wacz"


def hand_on(
    record: Record,
    evidence: Path | None,
    key_file: Path,
    number: int,
    to: Path,
    shelter: Shelter,
    form: Format = Format.FOLDER,
) -> Packed:
    """Write the evidence of an occurrence to a new folder or file, and return what went in.

    Raises UsageError where something is there already, or there is no such occurrence; EvidenceError where evidence is
    gone or damaged.
    """
    if to.exists():
        raise UsageError(
            f"{to} is there already; evidence goes to a new {'file' if form is Format.WACZ else 'folder'}."
        )
    if form is Format.WACZ and to.suffix != ".wacz":
        raise UsageError(f"{to}: the name of such a file ends with .wacz.")
    try:
        work = Path(tempfile.mkdtemp(prefix=".evidence-", dir=to.parent))
    except OSError as error:
        raise UsageError(f"{to} cannot be written ({error.strerror}); name a place in a folder that exists.") from error
    try:
        folder = work / "package"
        folder.mkdir()
        packed = pack(record, evidence, key_file, number, folder, shelter)
        if form is Format.WACZ:
            zip_folder(folder, to)
        else:
            folder.rename(to)
        return packed
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise EvidenceError(f"{to}: cannot be written ({reason}); make room on its disk") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
