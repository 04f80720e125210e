"""The time cap on one file, looked at between pieces of work: it works the same on every system."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from extract.readers.base import ReadError


class Clock:
    """Counts the seconds since it was made. One clock goes with a file through all stages, from its first page to the
    last rule; without `seconds` it has no cap."""

    def __init__(self, seconds: float = math.inf, now: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._now = now
        self._began = now()

    def check(self, where: str) -> None:
        """Raises ReadError timeout when the cap is passed; `where` says how far the work has come (读到第 3 页)."""
        if self._now() - self._began > self._seconds:
            raise ReadError(
                "timeout",
                f"{where}时超过上限 max_seconds（每份文件的处理时间，{self._seconds:,.0f} 秒）；"
                "请拆分文件，或调高此设置",
            )
