"""绩效目标 forms: where a project's money comes from, and the projects of all forms against what the prose says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.forms.spots import Passage
from extract.model import Binding, Claim, Document, Fact, FormsTotal, PartGroup, Table, Words

_TOTAL = re.compile(r"^(?:年度|项目)资金(?:申请|预算)?总额$|^年度资金总额$")
_PART = re.compile(r"^(?:其中[：:]?)?(?:当年|本年)?(?:财政拨款|财政资金)$|^上年结转(?:资金)?$|^其他资金$")
_YEARLY = re.compile(r"年度")
_NAME = re.compile(r"^项目名称$")
_COUNT = re.compile(r"绩效目标的?(?:20\d\d年度?)?项目$")
_MONEY = re.compile(r"涉及(?:项目)?(?:预算)?(?:资金|金额)$|涉及(?:项目)?预算(?:资金|金额)?$")


def goal_claims(document: Document, told: Sequence[Passage], facts: Sequence[Fact]) -> Iterator[Claim]:
    """The sums of each form's money block; the number and money of the projects in the prose against the forms."""
    at = {(f.location.table, f.location.row, f.location.column): f for f in facts if f.location.kind == "cell"}
    funds = []
    for block in document.blocks:
        if not isinstance(block, Table) or not any(_NAME.match(_clean(c.text.content)) for c in block.cells):
            continue
        groups = list(_money(block, at))
        yield from groups
        yearly = [g.totals[0] for g in groups if _YEARLY.search(g.cue.text)] or [g.totals[0] for g in groups]
        funds += yearly[:1]
    if not funds:
        return
    for passage in told:
        for count, amount in zip(passage.facts, passage.facts[1:], strict=False):
            if _COUNT.search(count.label) and _MONEY.search(amount.label) and amount.measure == "amount":
                cue = passage.words(count.location.start, amount.location.end)
                yield FormsTotal(count, amount, tuple(funds), cue)
                return


def _clean(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _money(table: Table, at: dict[tuple[int | None, int | None, int | None], Fact]) -> Iterator[PartGroup]:
    """Each total of a money block with the rows below it in the same column: 年度资金申请总额 is 当年财政拨款, 上年结转 and
    其他资金. Columns told by different totals (the whole project, this year) are sums of their own."""
    if any(re.search(r"执行|决算|得分|完成值", _clean(cell.text.content)) for cell in table.cells):
        return  # a self-evaluation form has columns of its own
    for head in table.cells:
        if not _TOTAL.match(_clean(head.text.content)):
            continue
        total = _beside(table, head.row, head.column + head.column_span, at)
        parts = []
        for cell in sorted(table.cells, key=lambda c: c.row):
            label = _clean(cell.text.content)
            if cell.row > head.row and cell.column == head.column and _PART.match(label):
                found = _beside(table, cell.row, cell.column + cell.column_span, at)
                parts += [replace(found, label=label, item=(label,))] if found is not None else []
        if total is not None and parts and total.quantity.dimension == "money":
            label = _clean(head.text.content)
            whole = replace(total, label=label, item=(label,))
            cue = Words(label, total.location)
            yield PartGroup((whole,), tuple(parts), cue, where="rows", binding=Binding.CELL)


def _beside(
    table: Table, row: int, column: int, at: dict[tuple[int | None, int | None, int | None], Fact]
) -> Fact | None:
    return at.get((table.number, row + 1, column + 1))
