"""What all readers share: the caps on untrusted input, and the one way to say that a file cannot be read."""

from __future__ import annotations

from dataclasses import dataclass


class ReadError(Exception):
    """A file cannot be read, or not be worked through within the limits.

    `code` is one of empty, not_a_file, unknown_format, mislabelled, encrypted, damaged, too_large, too_many_rows,
    too_many_pages, no_text, timeout. `message` is one Chinese line saying what is wrong and the remedy; it does not
    repeat the path.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)  # both, so that it survives the way back from a worker process
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True)
class Limits:
    """Caps on one file. A breach raises `ReadError` naming the setting.

    `max_zip_ratio` is how many times its packed size a member of a zip may unfold to; `max_unzipped` caps the sum of
    all members in bytes; `max_rows` counts table rows over the whole document; `max_seconds` is for all the work on a
    file, from its first page to the last rule; `max_stream` is what a compressed stream of a PDF may unfold to in bytes;
    `max_objects` is how many things a page may draw and still be searched for ruling lines.
    """

    max_bytes: int = 150 * 2**20
    max_zip_ratio: int = 200
    max_unzipped: int = 1 * 2**30
    max_rows: int = 200_000
    max_pages: int = 2_000
    max_paragraphs: int = 500_000
    max_seconds: float = 120
    max_stream: int = 32 * 2**20
    max_objects: int = 200_000
