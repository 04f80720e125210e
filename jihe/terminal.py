"""Standard streams that survive any console: a GBK window, a pipe, a reader that went away, none at all."""

from __future__ import annotations

import codecs
import os
import sys

# What a Chinese code page lacks and can be said with what it has.
_INSTEAD = {"−": "-", "–": "-", "‐": "-", "‑": "-", "✗": "×", "✓": "√", "•": "·", "\xa0": " "}


def prepare_streams() -> None:
    """No character ends the program: one that the encoding lacks is put in other words or as "?". A stream that has
    no Chinese at all (an ASCII locale) gets UTF-8, as nothing of use could be said on it otherwise."""
    codecs.register_error("jihe", _instead)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            if _has_chinese(stream.encoding):
                stream.reconfigure(errors="jihe")
            else:
                stream.reconfigure(encoding="utf-8", errors="replace")


def _has_chinese(encoding: str) -> bool:
    try:
        "稽核".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _instead(error: UnicodeError) -> tuple[str | bytes, int]:
    """The error handler of a stream: other words for the characters that its encoding lacks."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_encodable(_INSTEAD.get(character, "?"), error.encoding) for character in lacking), error.end


def _encodable(text: str, encoding: str) -> str:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "?"
    return text


def write_bytes(data: bytes) -> None:
    """Machine-readable output to standard output: the same bytes whatever the locale, unless a person is watching."""
    if sys.stdout.isatty() or not hasattr(sys.stdout, "buffer"):
        sys.stdout.write(data.decode("utf-8-sig"))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)


def drop_output() -> None:
    """After standard output refused what was written: what is still buffered goes nowhere, and Python must not
    complain at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
