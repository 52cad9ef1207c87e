"""Datelines: what opens a wire text, and what only looks like it."""

from __future__ import annotations

import time

import pytest

from dateline.intake.dateline import find_dateline
from dateline.record.report import Span

PUBLISHED = "2025-10-14"

FOUND = [
    # line, dateline, date, agency
    ("NAIROBI: Fighting went on.", "NAIROBI: ", None, None),
    ("BEIRUT, Oct 12 (AFP) - Israel struck the south.", "BEIRUT, Oct 12 (AFP) - ", "2025-10-12", "AFP"),
    ("KYIV/GENEVA (Reuters) — Russian drones hit a depot.", "KYIV/GENEVA (Reuters) — ", None, "Reuters"),
    ("PORT SUDAN, Oct. 11 (Xinhua) -- At least nine died.", "PORT SUDAN, Oct. 11 (Xinhua) -- ", "2025-10-11", "Xinhua"),
    ("Khartoum, Sudan – The army said so.", "Khartoum, Sudan – ", None, None),
    (
        "LIMA, 11 NOV 89 (RADIO PROGRAMAS) -- [TEXT] POLICE SAID",
        "LIMA, 11 NOV 89 (RADIO PROGRAMAS) -- [TEXT] ",
        "1989-11-11",
        "RADIO PROGRAMAS",
    ),
    (
        "TOKYO (JAPAN), 8 DEC 89 (KYODO) -- [TEXT] THE ENVOY",
        "TOKYO (JAPAN), 8 DEC 89 (KYODO) -- [TEXT] ",
        "1989-12-08",
        "Kyodo",
    ),
    ("BOGOTA, NO DATE (INRAVISION) -- [TEXT] THE ARMY", "BOGOTA, NO DATE (INRAVISION) -- [TEXT] ", None, None),
    ("QUETTA: A convoy was hit.", "QUETTA: ", None, None),
    ("JERUSALEM --  A truce held.", "JERUSALEM --  ", None, None),
    ("MEXICO CITY - Police found graves.", "MEXICO CITY - ", None, None),
    ("BAMAKO, Mali (AP) — Jihadis hit a base.", "BAMAKO, Mali (AP) — ", None, "AP"),
    (
        "MOSCOW, September 28 (RIA Novosti) - Rebels met.",
        "MOSCOW, September 28 (RIA Novosti) - ",
        "2025-09-28",
        "RIA Novosti",
    ),
    ("MOSCOW, August 27. /TASS/. The ministry said so.", "MOSCOW, August 27. /TASS/. ", "2025-08-27", "TASS"),
    (
        "KYIV. Oct 11 (Interfax-Ukraine) – The general staff",
        "KYIV. Oct 11 (Interfax-Ukraine) – ",
        "2025-10-11",
        "Interfax-Ukraine",
    ),
    ("New Delhi [India], August 27 (ANI): Troops", "New Delhi [India], August 27 (ANI): ", "2025-08-27", "ANI"),
    ("Srinagar, Aug 27 (PTI) The army on Sunday", "Srinagar, Aug 27 (PTI) ", "2025-08-27", "PTI"),
    ("GENEVA/PORT SUDAN (11 October 2025) – UN experts", "GENEVA/PORT SUDAN (11 October 2025) – ", "2025-10-11", None),
    ("New York, 5 May 2024 – The Secretary-General", "New York, 5 May 2024 – ", "2024-05-05", None),
    ("(AFP) -- A military plane crashed.", "(AFP) -- ", None, "AFP"),
    ("AFP -- A convoy was hit.", "AFP -- ", None, "AFP"),
    ("Dec 29 (Reuters) - Rebels left the city.", "Dec 29 (Reuters) - ", None, "Reuters"),
    ("Damascus, SANA – The president received", "Damascus, SANA – ", None, "SANA"),
    ("Beirut (AFP) - Clashes broke out.", "Beirut (AFP) - ", None, "AFP"),
    ("N'DJAMENA (Reuters) - Chad closed its border.", "N'DJAMENA (Reuters) - ", None, "Reuters"),
    ("ABOARD THE HMS RICHMOND (AP) _ Houthi drones", "ABOARD THE HMS RICHMOND (AP) _ ", None, "AP"),
    ("ST. PETERSBURG, Russia (AP) — A blast", "ST. PETERSBURG, Russia (AP) — ", None, "AP"),
    ("WASHINGTON, D.C. — The Pentagon", "WASHINGTON, D.C. — ", None, None),
    ("EL FASHER, Sudan, Oct 11 (Reuters) - A drone", "EL FASHER, Sudan, Oct 11 (Reuters) - ", "2025-10-11", "Reuters"),
    ("DUBAI, United Arab Emirates (AP) — Iran", "DUBAI, United Arab Emirates (AP) — ", None, "AP"),
    ("AL-HASAKAH, Syria (North Press) – The SDF", "AL-HASAKAH, Syria (North Press) – ", None, "North Press"),
    ("GOMA (Nord-Kivu) – Rebels took a hill.", "GOMA (Nord-Kivu) – ", None, None),  # a province, not a wire
    ("GOMA, May 5 (Harbour Wire) – Rebels took a hill.", "GOMA, May 5 (Harbour Wire) – ", None, "Harbour Wire"),
    ("Geneva – The talks ended.", "Geneva – ", None, None),
    ("\n\n  MOGADISHU, Somalia (AP) _\n\nAl-Shabab fighters stormed a hotel.", "MOGADISHU, Somalia (AP) _", None, "AP"),
    ("ADDIS ABABA, Ethiopia (AP)_ Talks went on.", "ADDIS ABABA, Ethiopia (AP)_ ", None, "AP"),
    ("GAZA - “We have no bread,” a woman said.", "GAZA - ", None, None),
    ("JUBA, 12 October 2025 (SUNA) - South Sudan", "JUBA, 12 October 2025 (SUNA) - ", "2025-10-12", "SUNA"),
    ("(Nairobi, November 9, 2023) – A strike killed 20.", "(Nairobi, November 9, 2023) – ", "2023-11-09", None),
    ("(BEIRUT) - Israel struck the south.", "(BEIRUT) - ", None, None),
    ("(Washington, DC) – The US said so.", "(Washington, DC) – ", None, None),
    ("(Beirut, AFP) - Clashes broke out.", "(Beirut, AFP) - ", None, "AFP"),
    ("[Goma, 12 May 2021] – Rebels left.", "[Goma, 12 May 2021] – ", "2021-05-12", None),
    ("(Kyiv): Drones hit a depot.", "(Kyiv): ", None, None),
    ("Geneva/Khartoum (3 May 2023) The experts", "Geneva/Khartoum (3 May 2023) ", "2023-05-03", None),
    ("Maiduguri – Fighters burned a camp.", "Maiduguri – ", None, None),
    ("TRIPOLI, Feb 29 (AFP) - Militias", "TRIPOLI, Feb 29 (AFP) - ", None, "AFP"),  # no such day near 2025
]


@pytest.mark.parametrize(("line", "text", "date", "agency"), FOUND)
def test_finds_dateline(line: str, text: str, date: str | None, agency: str | None) -> None:
    found = find_dateline(line, Span(0, len(line)), PUBLISHED)
    assert found is not None
    assert found.dateline.text == text
    assert line[found.dateline.span.start : found.dateline.span.end] == text
    assert found.dateline.date == date
    assert (found.agency and found.agency.name) == agency
    assert found.dateline.place is None


NOT_FOUND = [
    ("QUESTION: Is it true?", "a transcript's label"),
    ("EXCLUSIVE: Files show", "a label of the desk"),
    ("NCAA: New rules", "initials are no place"),
    ("RSF - The paramilitary group attacked", "initials are no place"),
    ("WASHINGTON POST: The paper said", "a newspaper"),
    ("CHARGED WITH MURDER: A man", "a heading"),
    ("MSNBC suggested that tasks lay ahead: first", "a sentence"),
    ("Doctors – and nurses – said they would go", "an aside"),
    ("Putin – The Russian leader – said", "an aside behind a person"),
    ("Analysis: The war goes on", "a label"),
    ("Assad: We will fight", "a headline's speaker"),
    ("The army (AFP) said that", "a sentence"),
    ("IS militants - about 40 of them - attacked", "an aside"),
    ("US: We did not do it", "a headline's speaker"),
    ("Beirut (Lebanon) officials said on Monday", "the sentence goes on"),
    ("AFP told the court", "the agency acts"),
    ("In Geneva, May 5 - The talks", "a sentence"),
    ("Sudan: Army Retakes Town", "a headline"),
    ("Monday, August 27 - The day", "a date"),
    ("Berlin, Germany: Police", "a label"),
    ("At the palace, President Faye - The man", "a sentence"),
    ("MR. KIRBY: We saw it.\nQUESTION: When?", "a transcript"),
    ("KABUL (AFP) -", "nothing follows"),
    ("(NEXSTAR) – The army said", "a station in brackets"),
    ("(LAUGHTER) – We will see", "an aside"),
    ("(Left to right) – The ministers", "a caption"),
    ("(Damascus) officials said", "the sentence goes on"),
    ("(Sunday, May 3) – The day", "a date"),
    ("(Photo, May 3, 2020) – The day", "a label"),
    ("In Homs (3 May 2014) The army", "a sentence"),
    ("", "nothing at all"),
]


@pytest.mark.parametrize(("line", "why"), NOT_FOUND)
def test_finds_no_dateline(line: str, why: str) -> None:
    assert find_dateline(line, Span(0, len(line)), PUBLISHED) is None, why


def test_no_year_is_invented() -> None:
    line = "BEIRUT, Oct 12 (AFP) - Israel struck."
    found = find_dateline(line, Span(0, len(line)), None)
    assert found is not None
    assert found.dateline.date is None


def test_year_turns_with_publication() -> None:
    line = "BEIRUT, Dec 31 (AFP) - Israel struck."
    found = find_dateline(line, Span(0, len(line)), "2026-01-01T05:00:00+00:00")
    assert found is not None
    assert found.dateline.date == "2025-12-31"


@pytest.mark.parametrize("word", ["A ", "AB ", "Ab ", "A.-", "AB/", "A, ", "ABCD, ", "(AB ", "Ab, Cd "])
def test_long_odd_lines_cost_little(word: str) -> None:
    line = word * 5000
    begun = time.process_time()
    find_dateline(line, Span(0, len(line)), PUBLISHED)
    assert time.process_time() - begun < 2
