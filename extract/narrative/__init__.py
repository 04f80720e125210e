"""Sentences to facts and claims. `read_passage` is the way in; each claim type has a module of its own."""

from extract.narrative.reader import Piece, Setting, Telling, read_passage

__all__ = ["Piece", "Setting", "Telling", "read_passage"]
