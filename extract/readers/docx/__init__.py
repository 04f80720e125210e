"""Word documents (.docx)."""

from extract.readers.docx.reader import read

__all__ = ["read"]
