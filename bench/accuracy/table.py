"""The results as tables of text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bench.accuracy.run import CLASSES, NUMERIC, Draw
from bench.accuracy.trial import FORMATS, Result
from checks.rule import Severity

HEAD = ("class", "level", "invisible", "visible", "detected", "%", "place", "%", "diagnosis", "%", "extra", "again")
WIDTHS = (20, 8, 10, 8, 9, 7, 6, 7, 10, 7, 6, 6)


def written(draws: Sequence[Draw], results: Sequence[Result], quiet: Sequence[tuple[str, str, dict[str, int]]]) -> str:
    """Per class, numeric and worded classes together, per format, per report, overall; and the clean reports."""
    unseen = {one.kind: one.invisible for one in draws}
    rows = [_head()]
    for kind in unseen:
        rows.append(_row(kind, [one for one in results if one.kind == kind], unseen[kind], CLASSES[kind].level))
    rows.append("")

    def group(name: str, chosen: Callable[[Result], bool]) -> None:
        some = [one for one in results if chosen(one)]
        if some:
            rows.append(_row(name, some))

    for form in FORMATS:
        group(f"in {form}", lambda one, form=form: one.format == form)  # type: ignore[misc]
    for report in dict.fromkeys(one.report for one in results):
        group(report, lambda one, report=report: one.report == report)  # type: ignore[misc]
    rows.append("")
    group("numeric classes", lambda one: one.kind in NUMERIC)
    group("classes of words", lambda one: one.kind not in NUMERIC)
    rows.append(_row("all", list(results), sum(unseen.values())))
    extra = sum(len(one.extra) for one in results)
    rows.append(f"extra findings per error: {extra / max(1, len(results)):.3f}")
    if quiet:
        rows.append("clean reports, findings at error/warning/info:")
    for name, form, counts in quiet:
        said = "/".join(str(counts[level.value]) for level in (Severity.ERROR, Severity.WARNING, Severity.INFO))
        rows.append(f"  {name:<20}{form:<6}{said}")
    return "\n".join(rows)


def _head() -> str:
    return "".join(
        f"{word:<{w}}" if at < 2 else f"{word:>{w}}" for at, (word, w) in enumerate(zip(HEAD, WIDTHS, strict=True))
    )


def _row(name: str, results: Sequence[Result], invisible: int | None = None, level: Severity | None = None) -> str:
    hits = [one for one in results if one.detected]
    asked = [one for one in hits if one.diagnosed is not None]
    placed, named = sum(bool(one.place) for one in hits), sum(bool(one.diagnosed) for one in asked)
    cells = (
        name,
        level.value if level else "",
        "" if invisible is None else invisible,
        len(results),
        len(hits),
        _share(len(hits), len(results)),
        placed,
        _share(placed, len(hits)),
        f"{named}/{len(asked)}" if asked else "",
        _share(named, len(asked)),
        sum(len(one.extra) for one in results),
        sum(one.again for one in results),
    )
    return "".join(
        f"{cell:<{w}}" if at < 2 else f"{cell:>{w}}" for at, (cell, w) in enumerate(zip(cells, WIDTHS, strict=True))
    )


def _share(some: int, of: int) -> str:
    return f"{some * 100 / of:.1f}" if of else ""


def misses(results: Sequence[Result]) -> str:
    """What was not detected, what was detected elsewhere, and what was extra."""
    rows = []
    for one in results:
        where = f"{one.kind} {one.report} {one.format}: {one.what}"
        if not one.detected:
            rows.append(f"missed  {where}" + (" (lost by the reader)" if one.misread else ""))
            rows += [f"          but {said}" for said in one.told]
        elif not one.place:
            rows.append(f"place   {where}")
            rows += [f"          {said}" for said in one.told]
        rows += [f"extra   {where}\n          {said}" for said in one.extra]
    return "\n".join(rows)
