"""Where the body of a report starts and ends: lines about the page, not of the report, stay outside."""

from __future__ import annotations

import re
from typing import NamedTuple

from dateline.record.report import Span

from .credits import is_byline, is_signature
from .dateline import find_dateline
from .published import date_of_line

_LONG = 140  # characters: lines over this are boilerplate only by what they are known to say

# A heading alone on its line, behind which no report goes on.
_END_HEADING = re.compile(
    r"(?:(?:\d+\s+)?(?:reader\s+|user\s+)?comments?(?:\s*\(\d+\))?|leave\s+a\s+(?:reply|comment)|post\s+a\s+comment|add\s+a?\s*comment|join\s+the\s+(?:conversation|discussion)|"
    r"view\s+(?:all\s+)?(?:\d+\s+)?comments|\d+\s+(?:responses|replies|thoughts)(?:\s+(?:to|on)\s.*)?|be\s+the\s+first\s+to\s+comment|disqus|"
    r"comments\s+(?:are\s+)?closed)\s*[:.]?",
    re.IGNORECASE,
)
_RELATED_HEADING = re.compile(
    r"(?:related(?:\s+(?:articles?|stories|story|posts?|topics?|content|coverage|news|links?|reading|internet\s+links))?|more\s+(?:on|from|in|about)\s+(?:this\s+)?.{0,40}|"
    r"(?:you\s+(?:may|might)\s+also\s+like|also\s+(?:read|see|on)|read\s+(?:more|next|also)|see\s+also|recommended(?:\s+for\s+you)?|most\s+(?:read|viewed|popular|shared)|"
    r"trending(?:\s+now)?|latest\s+(?:news|stories|headlines)|top\s+stories|editors?['’]?s?\s+picks?|around\s+the\s+web|promoted\s+(?:stories|content)|sponsored(?:\s+content)?|"
    r"tags|topics|categories|filed\s+under|about\s+the\s+authors?|share\s+this(?:\s+(?:article|story|post|page))?|follow\s+us|newsletters?|notes?\s+to\s+editors?|"
    r"media\s+contacts?|contacts?|for\s+(?:more|further)\s+information))\s*:?",
    re.IGNORECASE,
)
# A line of its own that says nothing of the world: whole line, so that a sentence that opens alike is kept.
_LINE = re.compile(
    r"(?:"
    r"comments?\s+(?:are|have\s+been)\s+(?:now\s+)?(?:closed|disabled|turned\s+off|off).{0,60}"
    r"|(?:please\s+)?(?:log|sign)\s+in(?:\s+or\s+(?:register|sign\s+up))?(?:\s+to\s+.{0,50})?\.?"
    r"|(?:share|tweet|email|e-mail|print|save|copy\s+link|like|pin(?:\s+it)?|facebook|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|messenger|instagram|youtube|"
    r"share\s+(?:this|on|via|to|with|by).{0,50}|send\s+(?:this|to).{0,40}|print\s+this.{0,20}|email\s+this.{0,20}|click\s+to\s+(?:share|email|print).{0,60}|"
    r"\d+\s+shares?|shares?\s*:?\s*\d*|follow\s+(?:us|me|@).{0,80}|like\s+us.{0,60}|listen(?:\s+to\s+(?:this\s+)?(?:article|story|audio).{0,40})?|text\s+size.{0,20}|font\s+size.{0,20}|a\s?\+|a\s?-|bookmark|"
    r"getting\s+your\s+.{0,20}ready.{0,30}|(?:\d+\s+)?min(?:ute)?s?\s+read|\d+\s+min(?:ute)?s?\s+(?:read|ago)|reading\s+time\s*:?.{0,20}|\d+\s+(?:hours?|days?|weeks?)\s+ago)"
    r"|advertisements?|advertising|(?:story|article)\s+continues\s+(?:below|after)(?:\s+(?:this\s+)?(?:advertisement|ad|promotion))?|continue\s+reading(?:\s+below)?.{0,60}|sponsored\s+content|ad\b|"
    r"(?:scroll|skip)\s+(?:down\s+)?(?:to|for)\s+(?:continue|content|more).{0,40}|skip\s+(?:advert|past\s+newsletter\s+promotion|to\s+main\s+content)|"
    r"after\s+newsletter\s+promotion|end\s+of\s+(?:story|article)"
    r"|(?:read|see|watch|listen|click)\s+(?:more|also|next|here|full\s+story|the\s+full\s+(?:story|article|report)|live)\b(?:\s*(?::|»|>|\||-|–|—|on\b|at\b|here\b|from\b|about\b).{0,160})?\s*[.»>…→]*"
    r"|also\s+(?:read|see|watch)\s*[:|»-].{0,160}|related\s*[:|»-].{0,160}|watch\s*:.{0,140}|in\s+(?:pictures|photos|video)\s*[:|-].{0,120}|more\s*[:»>]+.{0,120}"
    r"|(?:sign\s+up|subscribe|register)\b.{0,40}(?:newsletters?|e-?mails?|alerts?|channel|inbox|updates|digital|today|here|now|free)\b.{0,120}|subscribe(?:\s+now)?[.!]?"
    r"|(?:get|receive)\s+.{0,60}\b(?:newsletter|inbox|app)\b.{0,80}|download\s+(?:our|the)\s+.{0,20}app\b.{0,60}|join\s+(?:our|us\s+on)\s+.{0,20}(?:whatsapp|telegram|channel|newsletter|facebook)\b.{0,80}"
    r"|(?:©|\(c\)|copyright\b|all\s+rights\s+reserved).{0,280}|\W{0,2}\d{4}\s+(?:©|copyright).{0,200}"
    r"|this\s+(?:material|content|story|article|report)\s+(?:may|is|was|has|cannot|must)\s+(?:not\s+be\s+|been\s+|be\s+)?(?:published|reproduced|auto-?generated|updated|edited|corrected|translated|syndicated|republished|refiled|"
    r"written\s+by|originally|first\s+published|produced|not\s+been\s+edited|copyright).{0,240}"
    r"|\((?:this\s+(?:story|article|report|version|item)|the\s+(?:story|headline)|adds?|updates?|corrects?|recasts?|refiles?|writes?\s+through|with\s+(?:inputs?|additional|agenc)).{0,240}\)"
    r"|(?:except\s+for\s+the\s+headline|our\s+standards\s*:|the\s+thomson\s+reuters\s+trust\s+principles|disclaimer\s*:|opinions\s+expressed\s+here).{0,300}"
    r"|(?:photo|image|picture|file\s+photo|photograph|video|graphic|map|credit|caption|photo\s+credit|image\s+credit|image\s+source)s?\s*(?::|by\b|©|credit|courtesy|/|\|).{0,180}"
    r"|\[(?:photo|image|file|video|picture|ap|afp|reuters|getty|courtesy|credit|photo\s+credit)\b[^\]\n]{0,140}\]|.{0,160}\[(?:file|[^\]\n]{2,60}/(?:afp|ap|reuters|getty(?:\s+images)?|epa|anadolu|al\s+jazeera)[^\]\n]{0,40})(?::[^\]\n]{0,60})?\]"
    r"|.{0,220}\((?:(?:file\s+)?(?:photo|image|picture)\b[^()\n]{0,80}|[^()\n]{2,60}\bvia\s+(?:ap|afp|reuters|getty\s+images)|(?:afp|ap|reuters|epa|getty)\s*(?:photo|file|/\s?[^()\n]{2,50}))\)"
    r"|(?:source|sources|via|agency|credit)\s*:\s*[^.\n]{2,60}|(?:published|posted|filed)\s+(?:in|under)\s*:?\s.{0,80}|tags?\s*:.{0,200}|topics?\s*:.{0,160}|categor(?:y|ies)\s*:.{0,120}|keywords?\s*:.{0,200}"
    r"|(?:e-?mail|contact|follow|reach)\s+(?:the\s+(?:author|writer|reporter)|\w+\s+at|[\w .]{2,40}\s+on\s+(?:twitter|x)\b).{0,120}|[\w.+-]+@[\w-]+\.[\w.]+|@\w{2,30}|https?://\S+|www\.\S+"
    r"|(?:home|news|world|politics|middle\s+east|africa|asia|europe|americas|sports?|business|opinion|search|menu|login|about\s+us|contact\s+us|privacy\s+policy|terms\s+of\s+(?:use|service)|cookie\s+policy)"
    r"(?:\s*[|>»/·•]\s*[\w &]{2,30})*"
    r"|[-–—*_=•·#.~\s|]{1,80}|-?\s*30\s*-|#{2,}|\*{3,}|end(?:s|it)?|page\s+\d+(?:\s+of\s+\d+)?|back\s+to\s+top|next(?:\s+(?:article|story|page))?|previous(?:\s+(?:article|story|page))?"
    r"|(?:with|additional)\s+(?:inputs?|reporting|material)\s+(?:from|by)\b.{2,120}|[a-z]{2,4}(?:[/-][a-z]{2,4}){1,4}"
    r"|(?:-+\s*)?(?:with\s+)?(?:agencies|news\s+agencies|reuters|afp|ap|xinhua|the\s+associated\s+press|associated\s+press|agence\s+france-presse|dpa|efe|upi|anadolu(?:\s+agency)?|pti|ians|ani|tass|bloomberg)"
    r"(?:\s*[/,&]\s*[\w ]{2,30})?(?:\s*-+)?"
    r")",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[a-zà-ÿ\d)\]”\"’'][.!?][”\"’')\]]*$")
_KICKERS = re.compile(
    r"(?:breaking(?:\s+news)?|exclusive|update\s*\d*|urgent|developing(?:\s+story)?|live|world|news|analysis|politics)\s*[:|]?",
    re.IGNORECASE,
)


class Lines(NamedTuple):
    """What was found at the head of a text: the body, and the lines before it that say something."""

    body: Span
    title: str | None
    byline: str | None
    published: str | None


def is_boilerplate(line: str) -> bool:
    """Tell whether a line of its own is about the page: share links, credits, copyright, "ADVERTISEMENT"."""
    words = " ".join(line.split()).strip()
    if not words:
        return True
    if len(words) > 400:
        return False
    return is_signature(words) or _LINE.fullmatch(words) is not None or _END_HEADING.fullmatch(words) is not None


def is_end_heading(line: str) -> bool:
    """Tell whether this line opens reader comments or a list of other stories."""
    words = " ".join(line.split()).strip(" *#_=-")
    return _END_HEADING.fullmatch(words) is not None or _RELATED_HEADING.fullmatch(words) is not None


def find_body(text: str, title: str | None = None, start: int = 0) -> Lines:
    """Return where the report's body lies in a text, with title, byline and date line where its head has them.

    A text of which nothing would be left is all body. Nothing is cut out of the middle: the body is one span.
    """
    lines = _lines(text, start)
    first, last = 0, len(lines)
    found_title, byline, published = title, None, None
    plain_title = _plain(title)
    while first < last:
        words = text[lines[first].start : lines[first].end].strip()
        if len(words) < _LONG and find_dateline(text, Span(lines[first].start, len(text))):
            break
        dated = date_of_line(words)
        if dated is not None:
            published = published if published and dated.updated else dated.published
        elif is_byline(words) and first < 12:
            byline = byline or words
        elif plain_title and _plain(words) == plain_title:
            pass
        elif found_title is None and first < 4 and _is_title(text, lines, first):
            found_title = words.strip("#*_= ")
        elif not (is_boilerplate(words) or _KICKERS.fullmatch(words)):
            split = _byline_with_date(words)
            if split is None:
                break
            byline, published = byline or split[0], published or split[1]
        first += 1
    last = _end_of_body(text, lines, first)
    if first >= last:
        return Lines(_stripped(text, start, len(text)), title, None, None)
    return Lines(Span(lines[first].start, lines[last - 1].end), found_title, byline, published)


def _end_of_body(text: str, lines: list[Span], first: int) -> int:
    last = len(lines)
    seen = 0  # characters of report before this line
    for i in range(first, len(lines)):
        words = text[lines[i].start : lines[i].end].strip()
        if seen >= 80 and len(words) < 80:
            bare = " ".join(words.split()).strip(" *#_=-")
            if _END_HEADING.fullmatch(bare) or (
                _RELATED_HEADING.fullmatch(bare) and not _goes_on(text, lines[i + 1 :])
            ):
                last = i
                break
        seen += len(words)
    while last > first and is_boilerplate(text[lines[last - 1].start : lines[last - 1].end]):
        last -= 1
    return last


def _goes_on(text: str, lines: list[Span]) -> bool:
    """Tell whether paragraphs of a report follow: a related-stories box may stand in its middle."""
    paragraphs = [text[s.start : s.end].strip() for s in lines]
    return sum(1 for p in paragraphs if len(p) > 120 and _SENTENCE.search(p) and not is_boilerplate(p)) >= 2


def _is_title(text: str, lines: list[Span], at: int) -> bool:
    """Tell whether this line is a headline: short, no sentence end, parted from a longer text that follows."""
    words = text[lines[at].start : lines[at].end].strip()
    if at + 1 >= len(lines):
        return False
    if words.startswith("#"):
        return True
    if (
        not 12 <= len(words) <= 160
        or words[-1:] in '.!:;,"”'
        or " " not in words
        or words[:1] in '-•*"“'
        or words[:1].islower()
    ):
        return False
    between = text[lines[at].end : lines[at + 1].start]
    rest = [text[s.start : s.end].strip() for s in lines[at + 1 : at + 8]]
    if between.count("\n") < 2 and not (is_byline(rest[0]) or date_of_line(rest[0])):
        # Without a blank line between: a headline over paragraphs of one line each, not a wrapped paragraph.
        if len(rest[0]) < 1.5 * len(words) or not _SENTENCE.search(rest[0]):
            return False
    body = next((r for r in rest if not (is_byline(r) or date_of_line(r) or is_boilerplate(r))), "")
    return bool(body) and (len(body) > len(words) or _SENTENCE.search(body) is not None)


def _byline_with_date(words: str) -> tuple[str, str] | None:
    """Return byline and date of a line that holds both: "By Amal Haddad | 27 August 2014"."""
    if len(words) > 160:
        return None
    for mark in re.finditer(r"\s*(?:\||•|·|\s[-–—]\s|,|\bon\b)\s*", words):
        dated = date_of_line(words[mark.end() :])
        if dated and (
            is_byline(words[: mark.start()])
            or re.fullmatch(r"[^.]{2,40}", words[: mark.start()])
            and mark[0].strip() in "|•·"
        ):
            return words[: mark.start()], dated.published
    return None


def _plain(words: str | None) -> str:
    return re.sub(r"\W+", " ", words or "").strip().casefold()


def _lines(text: str, start: int) -> list[Span]:
    """Return the lines that hold something, without blanks at either end."""
    lines, at = [], start
    for line in text[start:].splitlines(keepends=True):
        span = _stripped(text, at, at + len(line))
        if span.end > span.start:
            lines.append(span)
        at += len(line)
    return lines


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
