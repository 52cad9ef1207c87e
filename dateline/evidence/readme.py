"""What went into a package in, the page that lies in it out: what is there, and the commands that check it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from .heads import Head

# The commands are those of docs/evidence.md; a test holds both alike, and runs them.
STEPS: Final = (
    (
        "Nothing was changed since the package was made: every file is as it was, and the list of them is signed.",
        """sha256sum --check --quiet evidence/SHA256SUMS &&
openssl pkeyutl -verify -pubin -inkey evidence/SHA256SUMS.pem -rawin -in evidence/SHA256SUMS \\
  -sigfile evidence/SHA256SUMS.sig""",
    ),
    (
        "Who signed. Compare this line with the key's id that the desk gives you by another way:",
        "openssl pkey -pubin -in evidence/SHA256SUMS.pem -outform DER | sha256sum",
    ),
    (
        "What was added is what the chain says. Each line of items.txt is one link: its number, a salt, when it was "
        "added, what it is, its number in the record, and the SHA-256 of evidence/items/NUMBER.json. The item of a "
        "capture says the SHA-256 of its bytes in archive/.",
        """while read -r number salt at kind subject digest; do
  item=evidence/items/$number.json
  [ "$(sha256sum < "$item" | cut -c1-64)" = "$digest" ] || { echo "$item was changed"; exit 1; }
  if [ "$kind" = capture ]; then
    bytes=$(sha256sum < "archive/capture-$subject.warc.gz" | cut -c1-64)
    grep -q "\\"digest\\":\\"$bytes\\"" "$item" || { echo "capture $subject was changed"; exit 1; }
  fi
  leaf=$(printf '%s %s %s %s %s %s\\n' "$number" "$salt" "$at" "$kind" "$subject" "$digest" | sha256sum | cut -c1-64)
  grep -q "^$number $leaf " evidence/links/*.txt || { echo "link $number is not in the chain"; exit 1; }
done < evidence/items.txt""",
    ),
    (
        "The chain holds up to the signed heads. Each line is a link: its number, its leaf, and its hash, which is the "
        "SHA-256 of the hash before and the leaf. The last hash is that of the head.",
        """for links in evidence/links/*.txt; do
  head=evidence/heads/$(basename "$links" .txt).json
  before=
  while read -r number leaf hash; do
    if [ -n "$before" ]; then
      made=$(printf '%s %s\\n' "$before" "$leaf" | sha256sum | cut -c1-64)
      [ "$made" = "$hash" ] || { echo "link $number is broken"; exit 1; }
    fi
    before=$hash
  done < "$links"
  grep -q "\\"hash\\":\\"$before\\"" "$head" || { echo "$head is of another chain"; exit 1; }
done""",
    ),
    (
        "The heads are signed, by the keys whose ids they name. Compare these, too, with what the desk gives you:",
        """for head in evidence/heads/*.json; do
  key=${head%.json}.pem
  openssl pkeyutl -verify -pubin -inkey "$key" -rawin -in "$head" -sigfile "${head%.json}.sig" || exit 1
  id=$(openssl pkey -pubin -in "$key" -outform DER | sha256sum | cut -c1-64)
  grep -q "\\"key\\":\\"$id\\"" "$head" || { echo "$head names another key"; exit 1; }
  echo "$head: $id"
done""",
    ),
)
STAMPS: Final = (
    "Others saw the heads. Each evidence/heads/NUMBER.tsr is a time stamp (RFC 3161). Have the certificates of its "
    "server, from the server's owner, in roots.pem:",
    """for stamp in evidence/heads/*.tsr; do
  openssl ts -verify -data "${stamp%.tsr}.json" -in "$stamp" -CAfile roots.pem || exit 1
done""",
)
_OPENING = """Evidence of occurrence {number}

What lies here
  archive/             what was fetched, as it was sent, with requests and headers (WARC)
  evidence/items/      each report and each capture as it was added, by the number of its link
  evidence/texts/      the text of reports that have no capture here
  evidence/readings/   what Dateline read in each report; it is no part of the chain
  evidence/occurrence.jsonl  what the reports tell together; it is no part of the chain
  evidence/links/      of each link up to the next signed head the digests alone
  evidence/heads/      the signed heads, with signature, public key and, where there is one, time stamp

The rest (datapackage.json, indexes/, pages/) is for programs that show web archives.
"""


def readme_of(
    number: int,
    items: Iterable[tuple[int, str, int]],
    heads: Sequence[Head],
    withheld: Sequence[int],
    withheld_captures: Sequence[int],
) -> str:
    """Return the page of a package: ``items`` are links by number, what they are of, and its number in the record."""
    parts = [_OPENING.format(number=number)]
    parts.append("What is in the chain\n" + "".join(f"  {link}.json  {kind} {of}\n" for link, kind, of in items))
    signed = "".join(
        f"  head {one.id}, {one.at}, link {one.number}{', with time stamp' if one.stamp else ''}\n" for one in heads
    )
    parts.append("Signed heads\n" + signed)
    if withheld or withheld_captures:
        parts.append(_withheld(withheld, withheld_captures))
    parts.append("How to check it\n\nWith sha256sum and openssl (3.0 or newer), in the folder that holds evidence/:\n")
    steps = (*STEPS, STAMPS) if any(one.stamp for one in heads) else STEPS
    for step, (words, commands) in enumerate(steps, start=1):
        parts.append(f"{step}. {words}\n\n{_indented(commands)}\n")
    return "\n".join(parts)


def _withheld(reports: Sequence[int], captures: Sequence[int]) -> str:
    lines = "Left out, since they would tell who a protected source is\n"
    if reports:
        lines += f"  report {', '.join(str(of) for of in reports)}\n"
    if captures:
        lines += f"  capture {', '.join(str(of) for of in captures)}\n"
    return lines


def _indented(commands: str) -> str:
    return "".join(f"    {line}\n" for line in commands.split("\n"))
