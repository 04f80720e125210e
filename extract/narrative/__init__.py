"""Sentences to facts and claims. `read_paragraph` is the way in; each claim type has a module of its own."""

from extract.narrative.reader import Setting, Telling, read_paragraph

__all__ = ["Setting", "Telling", "read_paragraph"]
