"""Compressed streams of a PDF from untrusted hands: how far they unfold is known before the library unfolds them."""

from __future__ import annotations

import re
import zlib

from extract.readers.base import Limits, ReadError

_STREAM_RE = re.compile(rb"(?<!end)stream\r?\n")
_DEFLATE_RE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_IMAGE_RE = re.compile(rb"/Subtype\s*/Image\b")  # the reader never unfolds pictures, and blank ones pack without end
_DICTIONARY = 4096  # bytes before a stream that its dictionary is looked for in
_MOST_RATIO = 1032  # deflate packs no tighter
_CHUNK = 1 << 20


def check_streams(data: bytes, limits: Limits) -> None:
    """Raises ReadError too_large where a stream unfolds to more than `max_stream` bytes. Streams of an encrypted file
    cannot be looked into; they pass."""
    for match in _STREAM_RE.finditer(data):
        start = match.end()
        begins = max(data.rfind(b"obj", max(0, start - _DICTIONARY), start), start - _DICTIONARY, 0)
        dictionary = data[begins : match.start()]
        layers = len(_DEFLATE_RE.findall(dictionary))
        if not layers or _IMAGE_RE.search(dictionary):
            continue
        end = data.find(b"endstream", start)
        packed = memoryview(data)[start : end if end >= 0 else len(data)]
        if layers == 1 and len(packed) * _MOST_RATIO <= limits.max_stream:
            continue
        _unfold(bytes(packed), layers, limits.max_stream)


def _unfold(packed: bytes, layers: int, most: int) -> None:
    for layer in range(layers):
        last = layer == layers - 1
        unpacker = zlib.decompressobj()
        pieces: list[bytes] = []
        size = 0
        waiting = packed
        try:
            while waiting and not unpacker.eof:
                piece = unpacker.decompress(waiting, _CHUNK)
                waiting = unpacker.unconsumed_tail
                size += len(piece)
                if size > most:
                    raise ReadError(
                        "too_large",
                        f"文件里的压缩数据解开后超过上限 max_stream（单个数据流，{most / 2**20:,.0f} MB），疑为压缩炸弹；"
                        "文件若可信，请用原来的软件重新导出，或调高此设置",
                    )
                if not last:
                    pieces.append(piece)
        except zlib.error:
            return  # encrypted or damaged: what the library makes of it is shown by what it reads
        packed = b"".join(pieces)
