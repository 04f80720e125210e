"""Why two numbers differ: pure functions on the figures of a failed relation and on what else the document says.

The causes are tried from the most specific to the least. A cause is a guess that a reader can confirm at a glance, so
it always names the figure that it suspects and what the figure should be.
"""

from checks.diagnosis.change import moving_word, of_change, wrong_base
from checks.diagnosis.clues import Clues
from checks.diagnosis.equal import of_equal
from checks.diagnosis.linear import of_linear
from checks.diagnosis.quotient import meant_denominator, of_quotient, wrong_denominator
from checks.diagnosis.slips import name, of_figure, significant, slip

__all__ = [
    "Clues",
    "meant_denominator",
    "moving_word",
    "name",
    "of_change",
    "of_equal",
    "of_figure",
    "of_linear",
    "of_quotient",
    "significant",
    "slip",
    "wrong_base",
    "wrong_denominator",
]
