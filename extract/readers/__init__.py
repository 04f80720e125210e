"""Readers: one module per format, from bytes to a `Document`. They keep layout and know nothing of its meaning."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from extract.model import Document
from extract.readers.base import Limits, ReadError
from extract.readers.sniff import Kind, check_claim, sniff

if TYPE_CHECKING:
    from extract.readers.clock import Clock

__all__ = ["Limits", "ReadError", "open_document"]


def open_document(
    path: str | os.PathLike[str],
    limits: Limits = Limits(),  # noqa: B008 (frozen)
    password: str | None = None,
    clock: Clock | None = None,
) -> Document:
    """Reads a file into a `Document`, by what it contains and not by its extension. `password` opens an encrypted PDF;
    `clock` is that of the whole work on the file, where more is to follow.

    Raises ReadError, also for a file whose content is not what its extension says.
    """
    name = os.fspath(path)
    data = _bytes(name, limits)
    found = sniff(data, limits)
    check_claim(Path(name).suffix.lower(), found)
    sha256 = hashlib.sha256(data).hexdigest()
    # Imported late: start-up counts, and each library is only needed for its own format.
    if found.kind is Kind.DOCX:
        from extract.readers import docx

        return docx.read(data, name, sha256, limits)
    if found.kind is Kind.PDF:
        from extract.readers import pdf

        return pdf.read(data, name, sha256, limits, password, clock)
    from extract.readers import text

    return text.read(data, name, sha256, limits)


def _bytes(path: str, limits: Limits) -> bytes:
    if os.path.isdir(path):
        raise ReadError("not_a_file", "这是文件夹，不是文件；请给出其中的文件")
    if not os.path.isfile(path):
        raise ReadError("not_a_file", "找不到这个文件，请检查路径")
    try:
        with open(path, "rb") as stream:
            data = stream.read(limits.max_bytes + 1)
    except OSError as error:
        raise ReadError("not_a_file", "文件打不开，请检查是否有读取权限，或是否正被其他程序占用") from error
    if len(data) > limits.max_bytes:
        raise ReadError(
            "too_large",
            f"文件超过上限 max_bytes（文件大小，{limits.max_bytes / 2**20:,.0f} MB）；请拆分文件，或调高此设置",
        )
    if not data:
        raise ReadError("empty", "文件是空的（0 字节），请重新获取原件")
    return data
