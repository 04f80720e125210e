"""What a file is, told by its content; the extension is only a claim that can be wrong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from extract.readers.base import Limits, ReadError
from extract.readers.zipguard import GuardedZip


class Kind(Enum):
    """A kind of content, as it is called in messages."""

    DOCX = "Word 文档（docx）"
    TEXT = "纯文本"
    XLSX = "Excel 工作簿（xlsx）"
    PPTX = "PowerPoint 演示文稿（pptx）"
    OPEN_DOCUMENT = "ODF 文档（odt/ods）"
    ARCHIVE = "压缩包"
    OLD_WORD = "旧版 Word 文档（doc/wps）"
    OLD_EXCEL = "旧版 Excel 工作簿（xls/et）"
    OLD_OFFICE = "旧版 Office/WPS 文件"
    PDF = "PDF"
    RTF = "RTF 文档"
    HTML = "网页（html）"
    WORD_XML = "Word XML 文档"
    WEB_ARCHIVE = "单一文件网页（mht）"
    IMAGE = "图片"
    ZEROS = "空字节"
    UNKNOWN = "无法识别的二进制内容"


_SAVE_AS_DOCX = "请用 Word 或 WPS 打开后另存为 docx"
REMEDIES = {
    Kind.XLSX: "暂不支持，请把要核对的表格放进 Word 文档（docx）",
    Kind.PPTX: "暂不支持，请改用 docx 或文本文件",
    Kind.OPEN_DOCUMENT: f"暂不支持，{_SAVE_AS_DOCX}",
    Kind.ARCHIVE: "请先解压，再逐个核对其中的文件",
    Kind.OLD_WORD: f"暂不支持，{_SAVE_AS_DOCX}",
    Kind.OLD_EXCEL: "暂不支持，请把要核对的表格放进 Word 文档（docx）",
    Kind.OLD_OFFICE: f"暂不支持，{_SAVE_AS_DOCX}",
    Kind.RTF: f"暂不支持，{_SAVE_AS_DOCX}",
    Kind.HTML: f"暂不支持，{_SAVE_AS_DOCX}",
    Kind.WORD_XML: f"暂不支持，{_SAVE_AS_DOCX}",
    Kind.WEB_ARCHIVE: f"暂不支持，{_SAVE_AS_DOCX}",
    Kind.IMAGE: "图片里的文字读不出来，请提供文字版 docx",
    Kind.UNKNOWN: "请确认文件是否正确，或用 Word 打开后另存为 docx",
}

# Extensions of one family may hold each other's content: Word opens a docx that is called .doc without a word.
_WORD = frozenset({Kind.DOCX, Kind.OLD_WORD})
_CLAIMS: dict[str, frozenset[Kind]] = {
    **dict.fromkeys((".docx", ".docm", ".dotx"), frozenset({Kind.DOCX})),
    **dict.fromkeys((".doc", ".wps", ".dot"), _WORD),
    **dict.fromkeys((".txt", ".text", ".md", ".markdown", ".csv", ".tsv", ".log"), frozenset({Kind.TEXT})),
    **dict.fromkeys((".xlsx", ".xlsm"), frozenset({Kind.XLSX})),
    **dict.fromkeys((".xls", ".et"), frozenset({Kind.XLSX, Kind.OLD_EXCEL})),
    **dict.fromkeys((".pptx", ".ppt", ".dps"), frozenset({Kind.PPTX, Kind.OLD_OFFICE})),
    **dict.fromkeys((".odt", ".ods"), frozenset({Kind.OPEN_DOCUMENT})),
    ".zip": frozenset({Kind.ARCHIVE}),
    ".pdf": frozenset({Kind.PDF}),
    ".rtf": frozenset({Kind.RTF}),
    **dict.fromkeys((".html", ".htm"), frozenset({Kind.HTML})),
    **dict.fromkeys((".mht", ".mhtml"), frozenset({Kind.WEB_ARCHIVE})),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff"), frozenset({Kind.IMAGE})),
}

_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HEAD = 1 << 16
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1a\x1b"))


@dataclass(frozen=True, slots=True)
class Sniffed:
    """`sure` is False where nothing but the lack of any other sign speaks for text."""

    kind: Kind
    sure: bool = True


def sniff(data: bytes, limits: Limits) -> Sniffed:
    """The kind of `data`, which is not empty. Raises ReadError for what cannot be opened at all: encrypted, damaged,
    too_large."""
    if data.startswith(_ZIP):
        return Sniffed(_zip_kind(GuardedZip(data, limits)))
    if data.startswith(_OLE):
        return Sniffed(_compound_kind(data))
    head = data[:_HEAD]
    stripped = head.removeprefix(_BYTE_ORDER_MARKS[0]).lstrip()
    # Mail programs and printers put bytes of their own in front; a reader of PDF looks for the mark in the first 1024.
    if stripped.startswith(b"%PDF") or (b"%PDF-" in head[:1024] and b"%%EOF" in data[-1024:]):
        return Sniffed(Kind.PDF)
    if stripped.startswith(b"{\\rtf"):
        return Sniffed(Kind.RTF)
    if head.startswith(_IMAGES) or (head.startswith(b"BM") and head[6:10] == b"\0\0\0\0"):
        return Sniffed(Kind.IMAGE)
    start = stripped[:2048].lower()
    if start.startswith((b"<!doctype html", b"<html")) or (start.startswith((b"<?xml", b"<!--")) and b"<html" in start):
        return Sniffed(Kind.HTML)
    if start.startswith(b"<?xml") and (b"word.document" in start or b"wordml" in start or b"pkg:package" in start):
        return Sniffed(Kind.WORD_XML)
    if start.startswith(b"mime-version:") and b"multipart/" in start:
        return Sniffed(Kind.WEB_ARCHIVE)
    if not data.strip(b"\0"):
        return Sniffed(Kind.ZEROS)
    if head.startswith(_BYTE_ORDER_MARKS) or head.translate(None, _CONTROLS) == head:
        return Sniffed(Kind.TEXT)
    return Sniffed(Kind.TEXT, sure=False)


def check_claim(extension: str, found: Sniffed) -> None:
    """Raises ReadError where a file is not what its extension (with dot, lower case) says, or is of a kind that no
    reader takes: mislabelled, unknown_format, damaged."""
    kind = found.kind
    claimed = _CLAIMS.get(extension)
    if kind is Kind.ZEROS:
        raise ReadError("damaged", "文件内容全是空字节，已损坏，请重新获取原件")
    if kind is Kind.TEXT and not found.sure and claimed is not None and Kind.TEXT not in claimed:
        kind = Kind.UNKNOWN
    if kind is Kind.UNKNOWN:
        raise ReadError("unknown_format", f"{kind.value}，不是 {extension} 文件；{REMEDIES[kind]}")
    if claimed is not None and kind not in claimed and not (kind is Kind.OLD_OFFICE and claimed & _OLD_KINDS):
        remedy = REMEDIES.get(kind) or f"请把扩展名改为 {_EXTENSIONS[kind]} 后再核对"
        raise ReadError("mislabelled", f"扩展名是 {extension}，内容却是{kind.value}；{remedy}")
    if kind in REMEDIES:
        raise ReadError("unknown_format", f"文件是{kind.value}，{REMEDIES[kind]}")


_EXTENSIONS = {Kind.DOCX: ".docx", Kind.TEXT: ".txt", Kind.PDF: ".pdf"}
_OLD_KINDS = frozenset({Kind.OLD_WORD, Kind.OLD_EXCEL, Kind.OLD_OFFICE})


def _zip_kind(archive: GuardedZip) -> Kind:
    names = archive.names
    for kind, mark in (
        (Kind.DOCX, "word/document.xml"),
        (Kind.XLSX, "xl/workbook.xml"),
        (Kind.PPTX, "ppt/presentation.xml"),
    ):
        if mark in archive:
            return kind
    if archive.encrypted:
        raise ReadError("encrypted", "文件已加密，请先去除密码另存")
    if "[content_types].xml" in archive:
        # The main part may have another name; its type tells.
        types = archive.read("[content_types].xml")
        if b"wordprocessingml." in types and b".main+xml" in types:
            return Kind.DOCX
        if b"spreadsheetml." in types:
            return Kind.XLSX
        if b"presentationml." in types:
            return Kind.PPTX
        if any(name.startswith("word/") for name in names):
            raise ReadError("damaged", "文件里缺少正文部分，请重新获取原件，或用 Word 打开修复后另存为 docx")
    if "mimetype" in archive and b"opendocument" in archive.read("mimetype"):
        return Kind.OPEN_DOCUMENT
    return Kind.ARCHIVE


def _compound_kind(data: bytes) -> Kind:
    """What an OLE compound file is, by the names of its streams."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise ReadError("encrypted", "文件已加密，请先去除密码另存")
    if holds("WordDocument"):
        return Kind.OLD_WORD
    if holds("Workbook"):
        return Kind.OLD_EXCEL
    return Kind.OLD_OFFICE
