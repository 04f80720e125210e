"""Numbers in Chinese prose and tables: what they measure, how exactly, or why they measure nothing."""

from extract.quantities.cells import parse_cell
from extract.quantities.scanner import scan
from extract.quantities.units import Unit, measure_of, unit_of

__all__ = ["Unit", "measure_of", "parse_cell", "scan", "unit_of"]
