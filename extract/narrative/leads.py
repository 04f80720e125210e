"""What a paragraph is about by its own opening (（三）“三公”经费。全年支出…) or the heading above it: its bare totals are of
that, not of the report as a whole."""

from __future__ import annotations

import re

from extract.lexicon import fold, lexicon

# Totals whose words do not say of what they are (全年支出, 收入合计).
BARE = frozenset(("总收入", "本年收入", "总支出", "本年支出"))
_LEAD = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）).、．]\s*|[一二三四五六七八九十]是)(?P<head>[^。：:，,；;\d]{2,16})[。：:]"
)
_NUMBER = re.compile(r"^\s*(?:第?[（(]?[一二三四五六七八九十\d.]{1,5}[）).、．]?)\s*")
_AROUND = re.compile(
    r"^(?:20\d\d年度?|本年度?|部门|单位|财政拨款|一般公共预算)+|(?:决算|预算|执行|使用|管理|支出|情况|说明|分析)+$"
)
# Openings that are about the whole report, or about no money at all.
_WHOLE = re.compile(
    r"(?:情况|概况|分析|说明|管理|总体|整体|方面|评价|结论|结果|完成|执行|收支|收入|支出|效率|效果|效益|决算|预算|总额|总量|资金|合计|经费|部门|单位|全年)$"
)


def about(text: str, section: str) -> str:
    """What a paragraph is about, as its opening or else its nearest heading names it: a concept of the lexicon or, in
    an opening, a thing of its own; "" for the report as a whole."""
    lead = _LEAD.match(text)
    if lead is not None:
        head = lead["head"].strip()
        found = _concept(head)
        return found or ("" if _WHOLE.search(fold(head)) else fold(head))
    return _concept(section.rpartition(" / ")[2])


def _concept(head: str) -> str:
    """The narrower concept that a heading consists of."""
    words = fold(_NUMBER.sub("", head))
    for name in (words, _AROUND.sub("", words)):
        found = lexicon().exact(name)
        if found is not None:
            return "" if found.name in BARE or found.side not in ("支出", "收入") else found.name
    return ""
