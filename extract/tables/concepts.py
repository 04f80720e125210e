"""What a column of money is about, in the words of the lexicon."""

from __future__ import annotations

import re

from extract.lexicon import lexicon

_INCOME = re.compile(r"收入|来源")
_SPENDING = re.compile(r"支出")
_TOTAL = re.compile(r"^(?:合计|小计|总计|共计)$")
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]|其中[:：]?")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_FINAL = re.compile(r"^(?:支出|收入)?(?:决算数?|执行数|金额)$")
_NATURES = ("基本支出", "项目支出")
_CARRIED = ("年初结转结余", "年末结转结余")


def column_concept(path: tuple[str, ...], title: str = "") -> str:
    """What a column of a final-accounts table is about, in the lexicon's words; "" where it is not known. A bare
    合计 or 财政拨款 takes its side from the headers above it, and from the title where they have none."""
    parts = [_BRACKETS.sub("", part) for part in path]
    above, leaf = [part for part in parts[:-1] if part], parts[-1] if parts else ""
    for carried in _CARRIED:
        if any((c := lexicon().concept(part)) is not None and c.name == carried for part in above):
            return carried if _TOTAL.match(leaf) or not leaf else ""
    words = "".join(above)
    side = "收入" if _INCOME.search(words) and not _SPENDING.search(words) else ""
    side = side or ("支出" if _SPENDING.search(words) else "")
    if not side and not (_INCOME.search(leaf) or _SPENDING.search(leaf)):
        side = "收入" if _INCOME.search(title) and not _SPENDING.search(title) else ""
        side = side or ("支出" if _SPENDING.search(title) and not _INCOME.search(title) else "")
    if _TOTAL.match(leaf):
        inner = lexicon().exact(above[-1]) if above else None
        if inner is not None and inner.name in _NATURES:
            return inner.name
        exact = lexicon().exact(words + leaf)
        if exact is not None:
            return exact.name
        return {"收入": "本年收入", "支出": "本年支出"}.get(side, "")
    if leaf in ("其他资金", "其他"):
        return {"收入": "其他收入", "支出": "其他资金支出"}.get(side, "")
    if re.search(r"财政拨款$|预算拨款$", leaf):
        exact = lexicon().exact(leaf + side)
        return exact.name if exact is not None and side else ""
    if _FINAL.match(_YEAR.sub("", leaf).lstrip("年度")):
        side = "收入" if "收入" in leaf else "支出" if "支出" in leaf else side
        return {"收入": "本年收入", "支出": "本年支出"}.get(side, "")
    found = lexicon().exact(leaf) or lexicon().concept(leaf)
    return found.name if found is not None else ""
