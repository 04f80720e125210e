"""What a report needs so that its scores can be believed: questionnaires that ask, purchases that are told, forms that are
there, tables that hold what they are called."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from checks import writing
from checks.outcome import Member, Outcome, failed, passed, skipped
from checks.reference import natures
from checks.rule import Rule
from extract.model import AccountTable, AskedBy, Binding, Fact, FactBook, ProjectsNamed, Purchases, Words

_MOST = 12
_SHOWN = 5
_FEW = 2


def check_asked(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """Whoever scores an indicator by a questionnaire asked for it."""
    missing: list[AskedBy] = []
    for claim in book.claims_of(AskedBy):
        if claim.told:
            yield passed(rule, [("name", claim.indicator), *(("target", words) for words in claim.told)])
        else:
            missing.append(claim)
    if missing:
        members: list[Member] = [("name", claim.indicator) for claim in missing[:_SHOWN]]
        members += [("compared", words) for words in missing[0].surveys[:_SHOWN]]
        what = "、".join(f"“{claim.indicator.text}”" for claim in missing[:_SHOWN])
        fields = {"what": what, "known": "、".join(f"“{words.text}”" for words in missing[0].surveys[:2])}
        yield failed(rule, members, binding=Binding.INFERRED, fields=fields)


def check_purchased(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """A section that gives the procurement budget says what came of it."""
    for claim in book.claims_of(Purchases):
        if claim.done:
            shown: list[Member] = [("actual", one) for one in claim.done[:_SHOWN]]
            yield passed(rule, [("aim", claim.budget), *shown])
        else:
            members: list[Member] = [("aim", claim.budget), ("name", claim.heading)]
            for marks in claim.scored[:_FEW]:
                members += [("name", marks.name), ("score", marks.score)]
            scored = "、".join(f"“{marks.name.text}”" for marks in claim.scored[:_FEW])
            fields = {
                "said": claim.heading.text,
                "known": writing.with_unit(claim.budget),
                "what": f"，{scored}的得分无从核验" if scored else "",
            }
            yield failed(rule, members, binding=Binding.INFERRED, fields=fields)


def check_spending(book: FactBook, rule: Rule[Any], times: Decimal) -> Iterator[Outcome]:
    """What a report spends on equipment lies within reach of its procurement budget, where this is all it tells."""
    for claim in book.claims_of(Purchases):
        spent: list[Fact] = [claim.capital] if claim.capital is not None else []
        if not spent and not claim.equipment:
            continue
        members: list[Member] = [("aim", claim.budget), *(("actual", f) for f in (*spent, *claim.equipment))]
        if any(isinstance(one, Fact) for one in claim.done):
            yield skipped(rule, members, "采购金额另有所述")
            continue
        bought = sum((f.quantity.value for f in claim.equipment), Decimal(0))
        most = max(bought, *(f.quantity.value for f in spent)) if spent else bought
        if most <= claim.budget.quantity.value * times:
            yield passed(rule, members)
            continue
        told = [f"{f.concept or f.label} {writing.with_unit(f)}" for f in spent]
        if claim.equipment:
            told.append("购置更新" + "、".join(f.quantity.text.replace(" ", "") for f in claim.equipment))
        fields = {"known": writing.with_unit(claim.budget), "said": "，".join(told)}
        yield failed(rule, members, binding=Binding.INFERRED, fields=fields)


def check_projects(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """There are as many forms as projects that are said to have one."""
    for claim in book.claims_of(ProjectsNamed):
        members: list[Member] = [("stated", claim.count), *(("member", words) for words in claim.forms[: _MOST - 1])]
        stated, there = claim.count.quantity.value, len(claim.forms)
        if stated == there:
            yield passed(rule, members)
            continue
        yield failed(
            rule,
            members,
            binding=Binding.INFERRED,
            expected=str(there),
            actual=f"{stated:f}",
            gap=f"{stated - there:f}",
            unit="个",
            fields={"said": claim.count.quantity.text},
        )


def check_titled(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """A table called one of project expenditure holds project expenditure."""
    kinds = natures()
    for table in book.accounts:
        if "项目" not in table.title or "支出" not in table.title or "基本" in table.title:
            continue
        rows = [(row.name_words, kinds.get("".join(row.name.split()), "")) for row in table.rows if not row.total]
        basic = [words for words, nature in rows if words is not None and nature == "基本"]
        project = [words for words, nature in rows if words is not None and nature == "项目"]
        title = _title(book, table)
        if not basic or len(rows) < _SHOWN or len(basic) < 2 * len(project) or title is None:
            continue
        members: list[Member] = [("name", title), *(("member", w) for w in (*basic, *project)[:_SHOWN])]
        fields = {
            "said": table.title,
            "known": "、".join(f"“{w.text.strip()}”" for w in basic[:3]),
            "what": f"项目支出只有 {len(project)} 行" if project else "没有项目支出",
        }
        yield failed(rule, members, binding=Binding.INFERRED, fields=fields)


def _title(book: FactBook, table: AccountTable) -> Words | None:
    block = next((b.index for b in book.document.blocks if getattr(b, "number", None) == table.table), None)
    caption = book.outline.captions.get(block) if block is not None else None
    if caption is None or caption.location is None:
        return None
    return Words(caption.title, caption.location, caption.title)
