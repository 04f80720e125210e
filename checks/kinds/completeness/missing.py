"""What is missing from a report: parts, measures, half of what a heading announces, words below it, signatures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checks.outcome import Member, Outcome, failed, passed
from checks.rule import Rule, Severity
from extract.model import Binding, BlankSignature, EmptySection, FactBook, HalvesTold, ReportParts

_MOST = 12


def check_sections(book: FactBook, rule: Rule[Any], required: Mapping[str, Sequence[str]]) -> Iterator[Outcome]:
    """A whole report has the parts that its kind must have; what is to be mended is missed with the problems."""
    for claim in book.claims_of(ReportParts):
        promised = dict(reversed(claim.promised))
        wanted = required.get(claim.report, ())
        lacking = [name for name in wanted if claim.part(name) is None]
        if "存在问题" in lacking and claim.part("改进措施") is None:
            lacking.append("改进措施")
        if not lacking:
            yield passed(rule, [("name", words) for name in wanted if (words := claim.part(name)) is not None])
            continue
        fields = {"what": "、".join(lacking), "said": claim.report}
        cited: list[Member] = [("cite", promised[name]) for name in lacking if name in promised]
        members = [("name", claim.title), *cited, ("name", claim.last)]
        yield failed(rule, members, binding=Binding.INFERRED, fields=fields)


def check_measures(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """Where problems are told, there is what is to be done about them; a remark only where no purpose announces it."""
    for claim in book.claims_of(ReportParts):
        problems, measures = claim.part("存在问题"), claim.part("改进措施")
        promise = next((words for name, words in claim.promised if name == "改进措施"), None)
        if problems is None:
            continue
        if measures is not None:
            yield passed(rule, [("target", measures), ("cite", problems)])
        elif promise is None:
            members: list[Member] = [("cite", problems), ("name", claim.last)]
            fields = {"said": "写了存在的问题", "known": claim.last.text}
            yield failed(rule, members, binding=Binding.INFERRED, severity=Severity.INFO, fields=fields)
        else:
            fields = {"said": f"评价目的写“{promise.text}”", "known": claim.last.text}
            yield failed(rule, [("cite", promise), ("cite", problems)], binding=Binding.INFERRED, fields=fields)


def check_halves(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """Under a heading that announces two things both are told."""
    for claim in book.claims_of(HalvesTold):
        told = [(name, words) for name, words in claim.halves if words is not None]
        members: list[Member] = [("name", claim.heading), *(("stated", words) for _, words in told)]
        lacking = [name for name, words in claim.halves if words is None]
        if not lacking:
            yield passed(rule, members)
            continue
        fields = {"said": claim.heading.text, "known": "、".join(n for n, _ in told), "what": "、".join(lacking)}
        yield failed(rule, members, binding=Binding.INFERRED, fields=fields)


def check_empty(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """There are words under a heading."""
    for claim in book.claims_of(EmptySection):
        members: list[Member] = [("name", claim.heading), ("compared", claim.beside)]
        what = "下没有内容"
        if claim.said is not None:
            members.insert(1, ("stated", claim.said))
            what = f"下只写“{claim.said.text}”"
        yield failed(rule, members, binding=Binding.INFERRED, fields={"said": claim.heading.text, "what": what})


def check_blank(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """Who signs does so, with the day."""
    for claim in book.claims_of(BlankSignature):
        members: list[Member] = [("name", words) for words in claim.lines[:_MOST]]
        yield failed(rule, members, fields={"what": f"{len(claim.lines)} 处"})
