"""Small PDF files made by hand: plain ones, and such as a reader must survive.

Chinese is set in a font that is not embedded, by a standard encoding, so that a page is a few hundred bytes and nothing
but Python is needed. Lines stand under each other from the top of an A4 page, each a text operation of its own.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
IDENTITY = hashlib.md5(b"jihe", usedforsecurity=False).digest()
PERMISSIONS = -3904  # nothing but reading
FONT, FIRST_PAGE = 3, 6


@dataclass(frozen=True)
class Page:
    """Lines of text; a scan has a picture instead. `rotate` turns the page clockwise when it is shown, `extra` is added
    to its content as it is."""

    lines: tuple[str, ...] = ()
    rotate: int = 0
    scan: bool = False
    extra: bytes = b""


@dataclass(frozen=True)
class Lock:
    """RC4 with 128 bits. Without `user` anyone may open the file, as with a published one that may not be changed."""

    user: str = ""
    owner: str = "owner"


def pdf(pages: Sequence[Page | str], lock: Lock | None = None, padding: int = 0) -> bytes:
    """A PDF file; a text is a page of its lines. `padding` adds an unused object of that many bytes."""
    key = _key(lock) if lock else b""
    registry, ordering = (_locked(word, 4, key).hex().encode() for word in (b"Adobe", b"GB1"))
    made = [page if isinstance(page, Page) else Page(tuple(page.split("\n"))) for page in pages]
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (len(made), b" ".join(b"%d 0 R" % (FIRST_PAGE + 2 * number) for number in range(len(made)))),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
        b"/CIDSystemInfo << /Registry <%s> /Ordering <%s> /Supplement 2 >> /FontDescriptor 5 0 R >>"
        % (registry, ordering),
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
        b"/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    for page in made:
        number = len(objects) + 1
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate %d /Contents %d 0 R "
            b"/Resources << /Font << /F %d 0 R >> >> >>" % (page.rotate, number + 1, FONT)
        )
        objects.append(_stream(_content(page), number + 1, key))
    if padding:
        objects.append(_stream(bytes(padding), len(objects) + 1, key, packed=False))
    trailer = b""
    if lock:
        objects.append(
            b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P %d /O <%s> /U <%s> >>"
            % (PERMISSIONS, _owner_entry(lock).hex().encode(), _user_entry(key).hex().encode())
        )
        trailer = b" /Encrypt %d 0 R" % len(objects)
    return _file(objects, trailer)


def truncated(data: bytes, share: float = 0.6) -> bytes:
    """The first part of a file, as a broken download leaves it."""
    return data[: int(len(data) * share)]


def many_pages(count: int) -> bytes:
    """A file of so many pages, each with one line."""
    return pdf([f"第{number}页，支出{number}.00万元。" for number in range(1, count + 1)])


def endless() -> bytes:
    """A tree of pages that is its own child."""
    return pdf(["一、基本情况"]).replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]")


def bomb(size: int) -> bytes:
    """A page whose packed content unfolds to `size` bytes of nothing."""
    return pdf([Page(("一、基本情况",), extra=b" " * size)])


def crowded(count: int) -> bytes:
    """A page with so many lines on the same spot, and as many strokes."""
    return pdf([Page(("支出1.00万元。",) * count, extra=b"0 0 m 9 9 l S\n" * count)])


def oversized(path: Path, size: int) -> None:
    """Writes a file of more than `size` bytes that begins and ends like a PDF; it takes no room on most disks."""
    data = pdf(["一、基本情况"])
    with path.open("wb") as stream:
        stream.write(data)
        stream.seek(size)
        stream.write(data[-64:])


# --------------------------------------------------------------------------------------------------------------


def _content(page: Page) -> bytes:
    if page.scan:
        return b"q 500 0 0 700 50 70 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"
    shown = b"".join(
        b"BT /F 12 Tf 72 %d Td <%s> Tj ET\n" % (770 - 20 * (number % 35), line.encode("utf-16-be").hex().encode())
        for number, line in enumerate(page.lines)
    )
    return shown + page.extra


def _stream(data: bytes, number: int, key: bytes, packed: bool = True) -> bytes:
    written = _locked(zlib.compress(data, 9) if packed else data, number, key)
    kind = b"/Filter /FlateDecode " if packed else b""
    return b"<< %s/Length %d >>\nstream\n%s\nendstream" % (kind, len(written), written)


def _file(objects: Iterable[bytes], trailer: bytes) -> bytes:
    parts, places, at = [b"%PDF-1.7\n"], [], 9
    for number, body in enumerate(objects, 1):
        places.append(at)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        at += len(parts[-1])
    entries = b"".join(b"%010d 00000 n \n" % place for place in places)
    identity = IDENTITY.hex().encode()
    parts.append(
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /ID [<%s> <%s>]%s >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(places) + 1, entries, len(places) + 1, identity, identity, trailer, at)
    )
    return b"".join(parts)


def _locked(data: bytes, number: int, key: bytes) -> bytes:
    """A string or stream of the object of this number, as it is written; without a key as it is."""
    return _rc4(_md5(key + number.to_bytes(3, "little") + bytes(2)), data) if key else data


def _padded(password: str) -> bytes:
    return (password.encode("latin-1") + PADDING)[:32]


def _md5(data: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        data = hashlib.md5(data, usedforsecurity=False).digest()
    return data


def _twenty_times(key: bytes, data: bytes) -> bytes:
    for number in range(20):
        data = _rc4(bytes(one ^ number for one in key), data)
    return data


def _owner_entry(lock: Lock) -> bytes:
    return _twenty_times(_md5(_padded(lock.owner), 51), _padded(lock.user))


def _key(lock: Lock) -> bytes:
    allowed = (PERMISSIONS & 0xFFFFFFFF).to_bytes(4, "little")
    return _md5(_padded(lock.user) + _owner_entry(lock) + allowed + IDENTITY, 51)


def _user_entry(key: bytes) -> bytes:
    return _twenty_times(key, _md5(PADDING + IDENTITY)) + bytes(16)


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    made, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        made.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(made)
