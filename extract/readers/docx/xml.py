"""WordprocessingML as XML: names, a parser that is safe with untrusted parts, and what an on/off element says."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extract.readers.base import ReadError

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

VAL = W + "val"
SDT = W + "sdt"
SDT_CONTENT = W + "sdtContent"
ALTERNATE = MC + "AlternateContent"
TEXT_BOX = W + "txbxContent"
TEXT = W + "t"

# "Strict" files use other names for the same things.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M[1:-1].encode()),
)
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def parse(data: bytes) -> Element:
    """The root of a part. Raises ReadError `damaged` for broken XML, and for any DTD: Office writes none, and what it
    could define (entities that expand without end, files to fetch) has no place in a report."""
    if any(mark in data for mark in _DOCTYPES):
        raise ReadError("damaged", "文件内部含有 Word 不会写入的 DTD 实体定义，已拒绝读取；请用 Word 打开后另存为 docx")
    if b"purl.oclc.org" in data:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("damaged", "文件内部的 XML 已损坏，请用 Word 打开修复后另存为 docx") from error


def on(element: Element | None) -> bool | None:
    """What an on/off element says; None where it is absent."""
    if element is None:
        return None
    return element.get(VAL) not in ("0", "false", "off")


def integer(element: Element | None) -> int | None:
    """The whole number an element holds; None where it is absent or holds none."""
    return None if element is None else whole(element.get(VAL))


def whole(text: str | None) -> int | None:
    """An attribute as a whole number; None where it is absent or is none. Longer ones than any field holds are
    refused: they could only be made to do harm."""
    if text is None or len(text) > 10:
        return None
    try:
        return int(text)
    except ValueError:
        return None


def unwrapped(parent: Element) -> Iterator[Element]:
    """The children of `parent`, in order, with content controls, custom XML and version alternatives opened, so that
    rows are found in a table and cells in a row wherever Word allows such wrappers."""
    for child in parent:
        if child.tag == SDT:
            content = child.find(SDT_CONTENT)
            if content is not None:
                yield from unwrapped(content)
        elif child.tag in _WRAPPERS:
            yield from unwrapped(child)
        elif child.tag == ALTERNATE:
            chosen = alternative(child)
            if chosen is not None:
                yield from unwrapped(chosen)
        else:
            yield child


_WRAPPERS = frozenset({W + "customXml", W + "ins", W + "moveTo"})


def alternative(element: Element) -> Element | None:
    """The one alternative of mc:AlternateContent to read: the first that holds text, for the same text stands in
    each."""
    first = None
    for candidate in element:
        if candidate.tag in (MC + "Choice", MC + "Fallback"):
            first = candidate if first is None else first
            if next(candidate.iter(TEXT, TEXT_BOX), None) is not None:
                return candidate
    return first
