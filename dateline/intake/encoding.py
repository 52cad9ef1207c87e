"""Bytes to text: the encoding by byte order mark, by trial as UTF-8, as declared, or by statistics, in this order."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from dateline.errors import InputError

_MARKS = (  # the longer marks first: UTF-32 LE begins as UTF-16 LE does
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = [  # what news texts are found in; statistics over all encodings prefer exotic ones on short texts
    "cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "iso8859_2", "iso8859_5",
    "iso8859_6", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr", "cp866", "mac_roman",
]  # fmt: skip
_WESTERN_SIGNS = "\u2018\u2019\u201a\u201c\u201d\u201e\u2013\u2014\u2026\u2022\u20ac£©®«»°·¿¡´§½¼ª º\u00a0"
_WESTERN_LETTERS = "àâäáãåçèéêëíîïñóôöõùúûüœßÀÂÄÁÃÅÇÈÉÊËÍÎÏÑÓÔÖÕÙÚÛÜŒ"
_SAMPLE = 60_000  # bytes: statistics over more take seconds and decide the same
_RESAVE = "save it as UTF-8 and read it again"
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """Return the text of these bytes, line ends as they are and without the byte order mark.

    Raises InputError where they are no text, are damaged or fit no encoding.
    """
    if not data.strip():
        raise InputError(name, "it is empty", "give a file with text in it")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, name, offset=len(mark))
    if b"\0" in data:
        return _without_mark(data, name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, name, declared, error)
    # A charset of 7 bits with escapes (ISO-2022-JP) is valid UTF-8 too.
    if declared and declared.lower().startswith("iso-2022") and b"\x1b" in data:
        return _strict(data, declared, name)
    if _is_binary(data):
        raise _binary(name)
    return text


def is_text(data: bytes) -> bool:
    """Tell whether these first bytes of a file look like text in any encoding."""
    try:
        decode(data[:_SAMPLE], "")
    except InputError as error:
        return "middle of a character" in error.reason
    return True


def _strict(data: bytes, encoding: str, name: str, offset: int = 0) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        at = offset + error.start
        if "unexpected end" in error.reason or "truncated" in error.reason:
            raise InputError(
                name, "it ends in the middle of a character", "fetch the whole file again", f"byte {at}"
            ) from error
        raise InputError(name, f"the bytes are not valid {encoding.upper()}", _RESAVE, f"byte {at}") from error
    except LookupError as error:
        raise InputError(name, f"the encoding {encoding!r} is not known", _RESAVE) from error
    if text[:1] == "\ufeff":
        text = text[1:]
    if not text.strip():
        raise InputError(name, "it is empty", "give a file with text in it")
    return text


def _without_mark(data: bytes, name: str) -> str:
    """Return text with zero bytes in it: UTF-16 or UTF-32 without a mark, by where the zeros stand; else binary."""
    sample = data[: _SAMPLE // 4 * 4]
    share = [sample[i::4].count(0) / max(1, len(sample[i::4])) for i in range(4)]
    if share[1] > 0.4 and share[3] > 0.4 and share[0] < 0.2 and share[2] < 0.2:
        return _strict(data, "utf-16-le", name)
    if share[0] > 0.4 and share[2] > 0.4 and share[1] < 0.2 and share[3] < 0.2:
        return _strict(data, "utf-16-be", name)
    if share[1] > 0.4 and share[2] > 0.4 and share[3] > 0.9 and share[0] < 0.2:
        return _strict(data, "utf-32-le", name)
    if share[0] > 0.9 and share[1] > 0.4 and share[2] > 0.4 and share[3] < 0.2:
        return _strict(data, "utf-32-be", name)
    raise _binary(name)


def _not_utf8(data: bytes, name: str, declared: str | None, error: UnicodeDecodeError) -> str:
    if _is_binary(data):
        raise _binary(name)
    if "unexpected end" in error.reason and (len(data) - error.start > 1 or not data[: error.start].isascii()):
        raise InputError(
            name, "it ends in the middle of a character", "fetch the whole file again", f"byte {error.start}"
        )
    good, bad = _utf8_sequences(data)
    if good >= max(2, bad):  # real UTF-8 with damage: any other encoding would turn its letters into noise
        at = error.start
        place = f"line {data.count(bytes([10]), 0, at) + 1}, byte {at}"
        raise InputError(name, "a character is damaged (not valid UTF-8)", _RESAVE, place)
    if declared:
        with suppress(UnicodeDecodeError, LookupError):  # declared wrongly, which is common: let the letters decide
            text = data.decode(_web_name(declared))
            if text.strip():
                return text
    encoding = find_encoding(data)
    if encoding is not None:
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    raise InputError(name, "its encoding cannot be told, or it is no text", _RESAVE)


def _web_name(declared: str) -> str:
    """Return the codec that a declared charset means in practice: browsers read Latin-1 as Windows-1252."""
    low = declared.strip().strip("\"'").lower()
    return "cp1252" if low in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii") else low


def _utf8_sequences(data: bytes) -> tuple[int, int]:
    """Count the characters over ASCII that are valid UTF-8, and the bytes over ASCII that belong to none."""
    text = data[:4_000_000].decode("utf-8", errors="surrogateescape")
    bad = sum(1 for c in text if "\udc80" <= c <= "\udcff")
    return sum(1 for c in text if c > "\x7f") - bad, bad


def find_encoding(data: bytes) -> str | None:
    """Return the 8-bit or East Asian encoding that these bytes, which are not UTF-8, are likely in, or None."""
    high = next((i for i, byte in enumerate(data) if byte > 0x7F), 0)
    sample = data[max(0, high - 2_000) :][:_SAMPLE]
    if _reads_as_western(sample):
        return "cp1252"  # statistics take a short English text with typographic quotes for anything
    from charset_normalizer import from_bytes  # loaded only for the few files that need it

    best = from_bytes(sample, cp_isolation=list(_CANDIDATES), enable_fallback=False).best()
    return None if best is None else best.encoding


def _reads_as_western(sample: bytes) -> bool:
    """Tell whether all bytes over ASCII are, as Windows-1252, signs or letters of French, German or Spanish.

    Letters that Czech, Polish or Turkish texts in their own code pages would show (ì, ø, ð, þ, ý) count as none.
    """
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    over = [c for c in text if c > "\x7f"]
    if len(over) > 0.15 * len(text) or any(c not in _WESTERN_SIGNS and c not in _WESTERN_LETTERS for c in over):
        return False
    return re.search(rf"[{_WESTERN_LETTERS}]{{3,}}", text) is None


def _is_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    return len(_CONTROL.findall(sample)) > max(0.003 * len(sample), 2)


def _binary(name: str) -> InputError:
    return InputError(name, "it is binary data, not text", "give text, Markdown, HTML, PDF, e-mail or a table")
