"""What one input may cost: sizes, times and memory, so that no input makes a reading hang or fill the machine."""

from __future__ import annotations

MEGABYTE = 1_000_000

MAX_BODY_CHARS = 400_000  # of one report's body: what the reader takes; the parse of more needs over 1 GB
MAX_TEXT_BYTES = 4 * MEGABYTE  # of a plain text: 400,000 characters in any encoding, with room for what is not body
MAX_HTML_BYTES = 10 * MEGABYTE  # of a page: one of 9 MB was seen to take 600 MB and over 20 s
MAX_PDF_BYTES = 100 * MEGABYTE  # mostly pictures, which are not decoded
MAX_EMAIL_BYTES = 40 * MEGABYTE  # with its attachments, which are not read
MAX_MBOX_BYTES = 100 * MEGABYTE  # of a mailbox with all its messages
MAX_ROW_BYTES = 4 * MEGABYTE  # of one row of a table
MAX_FETCH_BYTES = 50 * MEGABYTE  # of an answer from the web, whatever it holds

MAX_PDF_PAGES = 1_000

FETCH_SECONDS = 30.0  # for one address, all its redirects and its last byte together
PARSE_SECONDS = 20.0  # for one page, PDF or e-mail, and for one batch of a table
CPU_SECONDS = 30  # of the processor, should the parent process be gone

WORKER_BYTES = 800 * MEGABYTE  # address space that the worker may take beyond what its libraries map
