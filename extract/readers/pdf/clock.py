"""The time cap on one file, looked at between pieces of work: it works the same on every system."""

from __future__ import annotations

import time
from collections.abc import Callable

from extract.readers.base import ReadError


class Clock:
    """Counts the seconds since it was made."""

    def __init__(self, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._now = now
        self._began = now()

    def check(self, page: int) -> None:
        """Raises ReadError timeout when the cap is passed; `page` is where the reader has come to."""
        if self._now() - self._began > self._seconds:
            raise ReadError(
                "timeout",
                f"读到第 {page} 页时超过上限 max_seconds（读取时间，{self._seconds:,.0f} 秒）；"
                "请拆分文件，或调高此设置",
            )
