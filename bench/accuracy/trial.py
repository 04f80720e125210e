"""One error in one format: printed, audited, and what the audit said of it.

Detected: a finding that the clean report does not have, at the level of the error's class or above, shows a figure or
words that were changed, or a member of a relation of the truth model that the error breaks.

At the right place: one of the findings that detect it shows what was changed, where it was changed. Where nothing is
left to be shown (a row that is gone) or where a finding cannot list all members of the broken relation (more than the
twelve it may show), a member of that relation will do.

Right diagnosis: one of the findings that detect it names the cause that is its class's own, alone or with another that
is as good (a digit lost in one of two statements was doubled in the other); only classes that have one are counted.

Extra: a finding at error or warning that the clean report does not have and that touches neither what was changed nor a
member of a broken relation. Again: one that does touch it, beyond the first.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path as File

from bench.accuracy.places import Line, Span, located, touches
from bench.accuracy.scene import Mutation, Path, Scene, scene
from checks.engine import audit
from checks.outcome import Failed
from checks.rule import Severity
from checks.ruleset import RuleSet, load_rules
from extract.book import build_book
from extract.model import Document
from extract.readers import open_document
from extract.structure import outline
from fixtures import build
from fixtures.model import docx_writer, text_writer
from fixtures.model.content import FILLED, MARK, Block
from fixtures.model.truth import Relation

FORMATS = ("docx", "text", "pdf")
SUFFIX = {"docx": ".docx", "text": ".txt", "pdf": ".pdf"}
MOST_SHOWN = 12  # evidence items of one finding
AROUND = 10  # characters told around changed words


@dataclass(frozen=True)
class Result:
    """What came of one error. `place` and `diagnosed` are None where the error was not detected, or its class has no
    diagnosis; `misread` says that the reader lost what was changed; `told` are the messages of the new findings."""

    kind: str
    report: str
    format: str
    detected: bool
    place: bool | None
    diagnosed: bool | None
    extra: tuple[str, ...]
    again: int
    misread: bool
    what: str
    told: tuple[str, ...]


@dataclass(frozen=True)
class Class:
    """A class of errors: the level that a finding of it must have, the diagnoses that name it ((): none does), and the
    families of rule that can be about it ((): all). A sum that is misread for want of a bracket does not find it."""

    level: Severity = Severity.WARNING
    diagnoses: tuple[str, ...] = ()
    families: tuple[str, ...] = ()


def printed(name: str, blocks: tuple[Block, ...], form: str) -> bytes:
    """A report in one format. PDF is drawn; that needs the `fixtures` extra and its fonts."""
    if form == "docx":
        return docx_writer.write(blocks)
    if form == "text":
        return text_writer.write(blocks, build.REPORTS[name][1]).data
    from fixtures.model import pdf_writer
    from fixtures.model.print_styles import DRAWN

    return pdf_writer.write(blocks, DRAWN[name])


def no_pdf() -> str:
    """Why PDF cannot be drawn here; "" where it can."""
    try:
        from fixtures.model.pdf_text import register_fonts

        register_fonts()
    except (ImportError, FileNotFoundError) as error:
        return str(error)
    return ""


@cache
def rules() -> RuleSet:
    return load_rules()


def read(data: bytes, form: str) -> Document:
    with tempfile.TemporaryDirectory() as folder:
        path = File(folder, "report" + SUFFIX[form])
        path.write_bytes(data)
        return open_document(str(path))


def findings(document: Document) -> tuple[Failed, ...]:
    """What the program says of a document. Raises RuntimeError where one of its rules does not run."""
    found = audit(build_book(document, outline(document)), rules())
    if found.crashes:
        raise RuntimeError(found.crashes[0].trace)
    return found.findings


@cache
def clean(name: str, form: str) -> tuple[Failed, ...]:
    """What the program says of the clean report."""
    return findings(read(printed(name, scene(name).clean.blocks, form), form))


def new(before: Sequence[Failed], after: Sequence[Failed]) -> list[Failed]:
    """The findings that were not there before, each as often as it is new."""
    had = Counter(one.fingerprint for one in before)
    fresh = []
    for one in after:
        if had[one.fingerprint]:
            had[one.fingerprint] -= 1
        else:
            fresh.append(one)
    return fresh


def attempt(mutation: Mutation, form: str, broken: Sequence[Relation], known: Class) -> Result:
    """Prints, audits and judges one error. `broken` are the relations that it breaks."""
    play = scene(mutation.report)
    resolved = play.printed(mutation)
    document = read(printed(mutation.report, resolved.blocks, form), form)
    fresh = new(clean(mutation.report, form), findings(document))
    line = Line.of(document)
    spans = located(resolved.blocks, line)
    return judged(mutation, form, broken, known, fresh, line, spans, describe(play, mutation))


def judged(
    mutation: Mutation,
    form: str,
    broken: Sequence[Relation],
    known: Class,
    fresh: Sequence[Failed],
    line: Line,
    spans: dict[str | Path, Span],
    what: str,
) -> Result:
    """What new findings are worth, by what they touch."""

    def at(names: Sequence[str | Path]) -> list[Span]:
        return [spans[name] for name in dict.fromkeys(names) if name in spans]

    def shows(finding: Failed, places: list[Span]) -> bool:
        return any(touches(one, line, places) for one in finding.evidence)

    here = at(mutation.at)
    related = at([*mutation.others, *(member for relation in broken for member in relation.members)])
    near = [*here, *related]
    touching = [one for one in fresh if shows(one, near)]
    loud_enough = [one for one in touching if one.severity.rank >= known.level.rank]
    hits = [one for one in loud_enough if not known.families or one.family in known.families]
    long = not mutation.at or any(len(relation.members) > MOST_SHOWN for relation in broken)
    right = any(shows(one, here) for one in hits) or (long and bool(hits))
    loud = [one for one in fresh if one.severity is not Severity.INFO]
    named = any(
        one.diagnosis is not None and {one.diagnosis.kind, *one.diagnosis.others} & {*known.diagnoses} for one in hits
    )
    return Result(
        mutation.kind,
        mutation.report,
        form,
        bool(hits),
        right if hits else None,
        named if hits and known.diagnoses else None,
        tuple(f"{one.rule} {one.message}" for one in loud if one not in touching),
        max(0, sum(one in touching for one in loud) - 1),
        bool(mutation.at) and not here,
        what,
        tuple(f"{one.severity.value} {one.rule} {_kind(one)} {one.message}" for one in fresh),
    )


def _kind(finding: Failed) -> str:
    return finding.diagnosis.kind if finding.diagnosis else "-"


def _context(text: str, start: int, end: int) -> str:
    """Where words were changed: what stands around them."""
    before, inside, after = (
        FILLED.sub(lambda slot: slot.group(2), MARK.sub("", one)) for one in (text[:start], text[start:end], text[end:])
    )
    return f"{before[-AROUND:]}〔{inside}〕{after[:AROUND]}"


def describe(play: Scene, mutation: Mutation) -> str:
    """An error in words, for the list of misses."""
    was = play.clean.occurrences
    told = [f"{name}: {was[name].text} → {text}" for name, text in mutation.edits.items()]
    told += [f"无 {key}" for key in sorted(mutation.drops)]
    told += [f"{was[name].text} 读作 {text}" for name, text in mutation.reads.items()][:1]
    told += [_context(dict(play.texts)[one.path], one.start, one.end) for one in mutation.rewrites]
    return "；".join([*told, mutation.words] if mutation.words else told)
