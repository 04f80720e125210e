"""Standard streams that survive any console: a GBK window, a pipe, a reader that went away."""

from __future__ import annotations

import os
import sys
from typing import TextIO


def prepare_streams() -> None:
    """An unencodable character prints as "?" instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def write_bytes(data: bytes) -> None:
    """Machine-readable output to standard output: the same bytes whatever the locale, unless a person is watching."""
    if sys.stdout.isatty() or not hasattr(sys.stdout, "buffer"):
        sys.stdout.write(data.decode("utf-8-sig"))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)


def can_print(text: str, stream: TextIO) -> bool:
    """Whether a stream's encoding has these characters."""
    try:
        text.encode(stream.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def mark(stream: TextIO) -> str:
    """The sign in front of an error line: GBK has no ✗."""
    return "✗" if can_print("✗", stream) else "×"


def drop_output() -> None:
    """After the reader of a pipe went away: nothing more can be written, and Python must not complain at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
