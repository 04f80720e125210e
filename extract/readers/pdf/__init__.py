"""PDF files."""

from extract.readers.pdf.reader import read

__all__ = ["read"]
