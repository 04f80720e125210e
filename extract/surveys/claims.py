"""The claims of questionnaires: the rates of what came back and was valid, the share of each option beside its count, and
the satisfaction of all groups together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extract.model import Binding, Claim, Document, Fact, PartGroup, RateClaim, Survey, SurveyOption, SurveyQuestion
from extract.surveys.groups import overall_means

_CAME_BACK = re.compile(r"回收|收回")
_SHARE = re.compile(r"(?:占比|比例|百分比|比重)(?:[（(][%％][)）])?$|/[%％]$")


def survey_rates(
    document: Document, claims: Iterable[Claim], surveys: Sequence[Survey], facts: Sequence[Fact]
) -> Iterator[Claim]:
    """The claims of a document with those that its questionnaires assert. A rate of satisfaction that was read as
    the share of one step of a scale is none where a better step stands before it: those above are satisfied as well."""
    told = {c.rate.id for survey in surveys for c in survey.claims if isinstance(c, RateClaim)}
    rated: set[int] = set()
    for claim in claims:
        if isinstance(claim, RateClaim):
            if claim.rate.id in told or _of_nothing_sent(claim) or any(_one_step(claim, s) for s in surveys):
                continue
            rated.add(claim.rate.id)
        if isinstance(claim, PartGroup):
            group = _of_one_stage(claim, surveys)
            if group is not None:
                yield group
            continue
        yield claim
    places = {(f.location.block, f.location.row, f.location.column): f for f in facts if f.location.row is not None}
    for survey in surveys:
        for claim in (*survey.claims, *_of_options(survey, places)):
            if isinstance(claim, RateClaim):
                if claim.rate.id in rated:
                    continue
                rated.add(claim.rate.id)
            yield claim
    yield from overall_means(document, facts, surveys)


def _of_nothing_sent(claim: RateClaim) -> bool:
    """Whether a rate of what came back is taken of what came back."""
    came_back = all(_CAME_BACK.search(fact.label) for fact in (claim.numerator, claim.denominator))
    return came_back and claim.rate.label.endswith(("回收率", "收回率"))


def _of_one_stage(claim: PartGroup, surveys: Sequence[Survey]) -> PartGroup | None:
    """A list behind the count of one stage without the counts of the next stages: the groups (发放 200 份，其中学生 80 份、
    教师 120 份，收回 195 份), or valid and invalid ones. None where nothing of a list is left."""
    for survey in surveys:
        stages = {fact.id for fact in (survey.sent, survey.returned, *survey.valid) if fact is not None}
        if not claim.totals or claim.totals[0].id not in stages or claim.signs:
            continue
        cut = next((at for at, part in enumerate(claim.parts) if part.id in stages), len(claim.parts))
        if cut == len(claim.parts) or (cut == 0 and all("无效" in part.label for part in claim.parts[1:])):
            return claim
        return replace(claim, parts=claim.parts[:cut]) if cut > 1 else None
    return claim


def _one_step(claim: RateClaim, survey: Survey) -> bool:
    counts = [option.count.id for q in survey.questions for option in q.options if option.count is not None]
    if survey.table is None and claim.denominator.id in counts:
        return True  # no step of the scale is the whole
    return survey.score is not None and claim.rate.id == survey.score.id and claim.numerator.id in counts[1:]


def _of_options(survey: Survey, places: dict[tuple[int, int, int | None], Fact]) -> Iterator[RateClaim]:
    """The shares printed beside the counts of a question (right of them in a table), where the counts come to the valid
    questionnaires or else a share is that of them: a wrong count then leaves no doubt what the shares are of."""
    if not survey.valid:
        return
    valid = survey.valid[-1]
    for question in survey.questions:
        pairs = [
            (option, option.count, share)
            for option in question.options
            if option.count is not None
            and option.count.quantity.dimension != "percent"
            and (share := option.share or _beside(option.count, places)) is not None
        ]
        if _answers(question) == valid.quantity.value or any(_is_share(c, valid, share) for _, c, share in pairs):
            for option, count, share in pairs:
                sure = replace(share, binding=max(share.binding, Binding.CUE))
                yield RateClaim(_called(option, count), valid, sure, option.name, "share")


def _called(option: SurveyOption, count: Fact) -> Fact:
    """A count under the words of its option, which it stands beside: those of its row in a table are the question's."""
    return replace(count, label=option.name.text, binding=max(count.binding, Binding.CUE))


def _beside(count: Fact, places: dict[tuple[int, int, int | None], Fact]) -> Fact | None:
    """The share right of a count in its row."""
    at = count.location
    share = places.get((at.block, at.row, at.column + 1)) if at.row and at.column else None
    told = share is not None and share.quantity.dimension == "percent" and _SHARE.search(share.label)
    return share if told else None


def _is_share(count: Fact, valid: Fact, share: Fact) -> bool:
    """Whether a share, which says more than nothing or all, is that of a count of the valid questionnaires."""
    part, whole, printed = count.quantity.value, valid.quantity.value, share.quantity
    return 0 < part < whole and abs(part * 100 / whole - printed.value) * 2 <= printed.ulp


def _answers(question: SurveyQuestion) -> Decimal:
    return sum((o.count.quantity.value for o in question.options if o.count is not None), Decimal(0))
