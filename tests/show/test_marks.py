"""Marks over a text: whatever they are, the elements nest and each character stands in exactly its marks."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from dateline.show.marks import Act, Mark, marked_html, nested

TEXT = 'Two drones hit <b>a shelter</b> & "killed" 14, it said.\n'
spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(sorted)
marks_of = st.lists(spans, max_size=8).map(
    lambda found: [Mark(start, end, "m", f"x{n}") for n, (start, end) in enumerate(found)]
)


class _Reader(HTMLParser):
    """Collects each character with the marks that are open around it; fails where elements do not nest."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.seen: list[tuple[str, frozenset[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "span", "nothing of the text becomes an element"
        self.open.append(dict(attrs)["data-of"] or "")

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.seen += [(character, frozenset(self.open)) for character in data]


@given(marks_of, spans)
def test_each_character_stands_in_exactly_its_marks(marks: list[Mark], cut: list[int]) -> None:
    start, end = cut
    reader = _Reader()
    reader.feed(str(marked_html(TEXT, marks, start, end)))
    reader.close()
    assert not reader.open
    assert "".join(character for character, _ in reader.seen) == TEXT[start:end]
    for position, (_, things) in enumerate(reader.seen, start):
        assert things == {m.thing for m in marks if m.start <= position < m.end}


@given(marks_of)
def test_moves_open_and_close_in_turn(marks: list[Mark]) -> None:
    stack: list[int] = []
    position = 0
    for move in nested(marks, 0, len(TEXT)):
        if move.act is Act.OPEN:
            assert move.mark not in stack
            stack.append(move.mark)
        elif move.act is Act.CLOSE:
            assert stack.pop() == move.mark
        else:
            assert move.start == position < move.end
            position = move.end
    assert not stack
    assert position == len(TEXT)


def test_the_ends_of_a_split_mark_are_written_once() -> None:
    crossing = [Mark(0, 6, "a", "a"), Mark(4, 10, "b", "b", Markup("<i>in</i>"), Markup("<i>out</i>"))]
    html = str(marked_html("abcdefghij", crossing, 0, 10))
    assert html.count("<i>in</i>") == html.count("<i>out</i>") == 1
    assert html.count('data-of="b"') == 2  # closed where "a" ends, opened again
    cut = str(marked_html("abcdefghij", crossing, 5, 8))
    assert "<i>" not in cut  # neither end lies in this part


def test_classes_and_ids_are_escaped() -> None:
    html = str(marked_html("word", [Mark(0, 4, 'x" onclick="y', '"><script>')], 0, 4))
    assert "<script>" not in html
    assert 'onclick="y"' not in html
