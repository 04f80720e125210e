"""How much work a piece of code is, without a clock on the wall: lines executed, or seconds of this process alone.

Lines grow with the input and are the same on every machine. They do not see a pattern that runs away inside the library
of regular expressions; there the process's own seconds are asked for, with a bound that only a runaway exceeds.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any


def lines_run(work: Callable[[], object], under: str = "") -> int:
    """How many lines are executed while some work is done, in files whose path contains `under`."""
    count = 0

    def trace(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace if under in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def runs_away(work: Callable[[], object], seconds: float = 30) -> bool:
    """Whether some work takes more of this process's own time than anything but a runaway could."""
    began = time.process_time()
    work()
    return time.process_time() - began > seconds
