"""Files that the intake's tests read: pages, PDFs and messages, made here, of words written for the tests."""

from __future__ import annotations

from collections.abc import Sequence

TEXT = (
    "BEIRUT (AFP) - Shelling killed nine people in a market of the southern city on Friday, residents and medics "
    "said, hours after both sides had agreed on a truce.\n\n"
    "The army denied that it had fired and blamed the rebels for the attack, in a statement read on television.\n\n"
    '"We buried nine people before noon," one medic told AFP by telephone on condition of anonymity.\n'
)


def pdf_of(lines: Sequence[str]) -> bytes:
    """Return a PDF of one page with these lines; none makes a page without text."""
    shown = " ".join("({}) Tj T*".format(line.replace("(", r"\(").replace(")", r"\)")) for line in lines)
    content = f"BT /F1 11 Tf 60 760 Td 14 TL {shown} ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = b"%PDF-1.4\n"
    offsets = []
    for number, thing in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{thing}\nendobj\n".encode("latin-1")
    start = len(out)
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    end = f"xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    return out + end.encode("ascii")


def page_of(head: str = "", body: str = "", paragraphs: str | None = None, lang: str = "en") -> str:
    """Return a web page with navigation, a report of three paragraphs, an advertisement, comments and a footer."""
    text = (
        paragraphs
        or "<p>BEIRUT: Shelling killed nine people in a market of the southern city on Friday, residents and medics "
        "said, hours after both sides had agreed on a truce.</p><div class='ad'>ADVERTISEMENT</div>"
        "<p>Comments by the minister on Monday had raised hopes of a truce, but the army denied that it had agreed to "
        "one, and blamed the rebels for the attack.</p><p>Read more: Five things to know about the war</p>"
        "<p>The rebels said that they would answer with force, and called on the Security Council to meet at once.</p>"
    )
    return (
        f"<!doctype html><html lang='{lang}'><head><meta charset='utf-8'>"
        f"<title>Market shelled | The Harbour Courier</title>{head}</head>"
        f"<body><nav><a href='/'>Home</a> <a href='/w'>World</a></nav>"
        f"<article><h1>Market shelled in the south</h1>{body}{text}</article>"
        "<div class='comments'><h3>Comments</h3><p>Comments are closed.</p></div>"
        "<footer>© 2025 The Harbour Courier. All rights reserved.</footer></body></html>"
    )


def message_of(headers: str, body: str) -> bytes:
    """Return an e-mail with these headers."""
    return f"{headers.strip()}\nMIME-Version: 1.0\n\n{body}".replace("\n", "\r\n").encode()
