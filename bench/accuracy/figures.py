"""Errors in figures, as they are made: each takes a clean report and a source of chance, and gives one error of its
class or None where this draw came to nothing. Whether the error can be seen is not asked here."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from bench.accuracy.scene import Maker, Mutation, Rewrite, Scene, slot_end
from fixtures.model.content import Para, Table
from fixtures.model.figures import FULL_WIDTH, HALF_WIDTH, UNITS, chinese, half_up
from fixtures.model.subjects import CODES
from fixtures.model.truth import Occurrence, Relation, resolve

WORDS = {
    "增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长", "上升": "下降", "提高": "下降",
    "大于": "小于", "小于": "大于", "高于": "低于", "低于": "高于",
}  # fmt: skip
UNIT_LINE = re.compile(r"单位[:：]\s*(万元|元)")
MARKED = ("重.", "得.", "点.", "标.", "分.", "选.", "扣.")  # what is a weight, a score or a point, and no count


# --------------------------------------------------------------------------------------------------------------
# Printing a figure like the one it stands for
# --------------------------------------------------------------------------------------------------------------


def bare(one: Occurrence) -> str:
    """The figure in half-width digits without separators and unit."""
    text = one.text.translate(HALF_WIDTH).replace(",", "")
    return re.sub(r"(亿元|万元|元|%)$", "", text)


def styled(one: Occurrence, figure: str) -> str:
    """A bare figure printed as this occurrence is."""
    whole, dot, rest = figure.partition(".")
    if one.form.separators and one.form.kind != "cn":
        whole = f"{int(whole):,}"
    text = whole + dot + rest
    unit = re.search(r"(亿元|万元|元|%)$", one.text)
    return (text.translate(FULL_WIDTH) if one.form.full_width else text) + (unit.group() if unit else "")


def shown(one: Occurrence, value: Decimal) -> str:
    """A value in base units printed as this occurrence is, with as many decimals."""
    if one.form.kind == "cn":
        return chinese(int(value))
    printed = one.printed
    places = max(0, -(printed.ulp / printed.scale).adjusted())
    return styled(one, f"{half_up(value / printed.scale, places):f}")


def plausible(figure: str) -> bool:
    """A figure that somebody can have typed: digits before and behind the point, no 0 in front."""
    return re.fullmatch(r"(0|[1-9]\d*)(\.\d+)?", figure) is not None


def _edit(scene: Scene, kind: str, one: Occurrence, text: str) -> Mutation | None:
    if text == one.text:
        return None
    if one.form.kind != "cn" and not plausible(bare(replace(one, text=text))):
        return None
    return Mutation(kind, scene.name, {one.id: text})


def _digits(one: Occurrence) -> bool:
    return one.form.kind not in ("s", "cn")


# --------------------------------------------------------------------------------------------------------------
# Slips of the pen
# --------------------------------------------------------------------------------------------------------------


def _slip(kind: str, change: Callable[[str, random.Random], str]) -> Maker:
    def make(scene: Scene, chance: random.Random) -> Mutation | None:
        return slip(kind, scene, chance.choice(scene.figures), chance, change)

    return make


def slip(
    kind: str,
    scene: Scene,
    one: Occurrence,
    chance: random.Random,
    change: Callable[[str, random.Random], str] | None = None,
) -> Mutation | None:
    """A slip of the pen in one figure: any digit changed, unless it is said how."""
    if not _digits(one):
        return None
    figure = (change or _changed)(bare(one), chance)
    return _edit(scene, kind, one, styled(one, figure)) if plausible(figure) else None


def _changed(figure: str, chance: random.Random) -> str:
    at = chance.choice([place for place, char in enumerate(figure) if char != "."])
    return figure[:at] + chance.choice([d for d in "0123456789" if d != figure[at]]) + figure[at + 1 :]


def _swapped(figure: str, chance: random.Random) -> str:
    places = [place for place, char in enumerate(figure) if char != "."]
    pairs = [(a, b) for a, b in pairwise(places) if figure[a] != figure[b]]
    if not pairs:
        return ""
    a, b = chance.choice(pairs)
    return figure[:a] + figure[b] + figure[a + 1 : b] + figure[a] + figure[b + 1 :]


def _dropped(figure: str, chance: random.Random) -> str:
    places = [place for place, char in enumerate(figure) if char != "."]
    at = chance.choice(places)
    return figure[:at] + figure[at + 1 :] if len(places) > 1 else ""


def _doubled(figure: str, chance: random.Random) -> str:
    at = chance.choice([place for place, char in enumerate(figure) if char != "."])
    return figure[: at + 1] + figure[at:]


def _moved(figure: str, chance: random.Random) -> str:
    whole, _, rest = figure.partition(".")
    if not rest:
        return ""
    if chance.random() < 0.5 and len(whole) > 1:
        return f"{whole[:-1]}.{whole[-1]}{rest}"
    return f"{whole}{rest[0]}.{rest[1:]}".rstrip(".").lstrip("0")


# --------------------------------------------------------------------------------------------------------------
# Wrong figures
# --------------------------------------------------------------------------------------------------------------


def _of_relation(scene: Scene, chance: random.Random, kinds: Sequence[str], role: str) -> Relation | None:
    found = [one for one in scene.relations if one.kind in kinds and one.roles.get(role)]
    return chance.choice(found) if found else None


def stale_total(scene: Scene, chance: random.Random) -> Mutation | None:
    """A part was corrected and the total was not."""
    relation = _of_relation(scene, chance, ("sum",), "total")
    if relation is None:
        return None
    total = scene.clean.occurrences[relation.roles["total"][0]]
    part = scene.clean.occurrences[chance.choice(relation.roles["part"])]
    off = part.printed.value * Decimal(chance.randint(3, 40)) / 100 * chance.choice((1, -1))
    value = total.printed.value + max(abs(off), total.printed.ulp) * (1 if off > 0 else -1)
    return _edit(scene, "total_stale", total, shown(total, value)) if value > 0 else None


def omitted_part(scene: Scene, chance: random.Random) -> Mutation | None:
    """The total leaves a part out."""
    relation = _of_relation(scene, chance, ("sum",), "total")
    if relation is None or len(relation.roles["part"]) < 2:
        return None
    total = scene.clean.occurrences[relation.roles["total"][0]]
    part = scene.clean.occurrences[chance.choice(relation.roles["part"])]
    value = total.printed.value - part.printed.value
    return _edit(scene, "total_omits", total, shown(total, value)) if value > 0 and part.printed.value else None


def stale_rate(scene: Scene, chance: random.Random) -> Mutation | None:
    """The amounts were corrected and the rate was not."""
    relation = _of_relation(scene, chance, ("ratio", "share", "growth"), "rate")
    if relation is None:
        return None
    rate = scene.clean.occurrences[relation.roles["rate"][0]]
    value = rate.printed.value * (1 + Decimal(chance.randint(1, 90)) / 1000 * chance.choice((1, -1)))
    return _edit(scene, "rate_stale", rate, shown(rate, value))


def wrong_base(scene: Scene, chance: random.Random) -> Mutation | None:
    """The growth is worked out on this year's figure."""
    relation = _of_relation(scene, chance, ("growth",), "rate")
    if relation is None:
        return None
    rate, now = (scene.clean.occurrences[relation.roles[role][0]] for role in ("rate", "now"))
    if not relation.roles.get("base") and not relation.roles.get("delta"):
        return None
    if relation.roles.get("base"):
        change = abs(now.printed.value - scene.clean.occurrences[relation.roles["base"][0]].printed.value)
    else:
        change = scene.clean.occurrences[relation.roles["delta"][0]].printed.value
    return _edit(scene, "wrong_base", rate, shown(rate, change / now.printed.value * 100))


def direction(scene: Scene, chance: random.Random) -> Mutation | None:
    relation = _of_relation(scene, chance, ("growth",), "word")
    if relation is None:
        return None
    one = scene.clean.occurrences[relation.roles["word"][0]]
    word = WORDS.get(one.text)
    if word is None:
        return None
    # the word belongs to the amount and the rate of the change
    moved = tuple(member for role in ("delta", "rate") for member in relation.roles.get(role, ()))
    return Mutation("direction", scene.name, {one.id: word}, places=moved)


def neighbours(scene: Scene, chance: random.Random) -> tuple[Occurrence, Occurrence] | None:
    """Two different figures of one kind that are printed one after the other."""
    figures = [one for one in scene.figures if _digits(one)]
    at = chance.randrange(len(figures) - 1)
    one, other = figures[at], figures[at + 1]
    alike = one.id.partition("/")[0] == other.id.partition("/")[0] and one.form.kind == other.form.kind
    return (one, other) if alike and bare(one) != bare(other) else None


def swapped_figures(scene: Scene, chance: random.Random) -> Mutation | None:
    """Two neighbouring figures stand in each other's place."""
    pair = neighbours(scene, chance)
    if pair is None:
        return None
    one, other = pair
    return Mutation(
        "labels_swapped", scene.name, {one.id: styled(one, bare(other)), other.id: styled(other, bare(one))}
    )


def copied(scene: Scene, chance: random.Random) -> Mutation | None:
    """A figure is copied from the one beside it."""
    pair = neighbours(scene, chance)
    if pair is None:
        return None
    one, other = pair if chance.random() < 0.5 else pair[::-1]
    return Mutation("copied", scene.name, {one.id: styled(one, bare(other))})


def _marks(kind: str, prefix: str) -> Maker:
    """A weight or score that is a little more or less."""

    def make(scene: Scene, chance: random.Random) -> Mutation | None:
        found = [one for one in scene.figures if one.name.startswith(prefix) and _digits(one)]
        if not found:
            return None
        one = chance.choice(found)
        step = max(one.printed.ulp, Decimal(chance.choice(("0.5", "1", "2"))))
        value = one.printed.value + step * chance.choice((1, -1))
        return _edit(scene, kind, one, shown(one, value)) if value > 0 else None

    return make


def count(scene: Scene, chance: random.Random) -> Mutation | None:
    """A count that is a few more or less."""
    found = [one for one in scene.figures if one.form.places == 0 and one.form.kind in ("d", "cn")]
    found = [one for one in found if not one.name.startswith(MARKED)]
    if not found:
        return None
    one = chance.choice(found)
    value = one.printed.value + chance.choice((-3, -2, -1, 1, 2, 3))
    return _edit(scene, "count", one, shown(one, value)) if value > 0 else None


def row(scene: Scene, chance: random.Random) -> Mutation | None:
    """A row of a table that is not there."""
    rows = [
        ((at, r), line.key)
        for at, block in enumerate(scene.clean.blocks)
        if isinstance(block, Table)
        for r, line in enumerate(block.rows)
        if line.key
    ]
    if not rows:
        return None
    _, key = chance.choice(rows)
    gone = scene.clean.occurrences.keys() - resolve(scene.truth, None, frozenset((key,))).occurrences.keys()
    # what stood in the row is missed where it is told again, and in the row of every total that it is part of
    names = {scene.clean.occurrences[one].name for one in gone}
    again = [one.id for one in scene.clean.occurrences.values() if one.name in names and one.id not in gone]
    totals = {total for one in gone for relation in scene.of.get(one, ()) for total in relation.roles.get("total", ())}
    totals |= {
        one.id for one in scene.figures if one.name.partition(".")[2] in (key[:3], key[:5])
    }  # the accounts above
    beside = [one for total in sorted(totals - gone) for one in scene.labelled(total)]
    return Mutation("row_dropped", scene.name, drops=frozenset((key,)), others=(*again, *beside))


# --------------------------------------------------------------------------------------------------------------
# Units
# --------------------------------------------------------------------------------------------------------------


def unit(scene: Scene, chance: random.Random) -> Mutation | None:
    """An amount in 元 where 万元 is said, or the other way round: the figure is wrong, the word is not."""
    one = chance.choice(scene.figures)
    if one.form.kind not in ("w", "y") or not one.printed.value:
        return None
    inner = UNITS["元"] if one.printed.scale == UNITS["万元"] else UNITS["万元"]
    return _edit(scene, "unit_figure", one, styled(one, f"{half_up(one.printed.value / inner, 2):f}"))


def unit_word(scene: Scene, chance: random.Random) -> Mutation | None:
    """元 for 万元 behind a figure, or 万元 for 元: the word is wrong, the figure is not."""
    one = chance.choice(scene.figures)
    if one.form.kind not in ("w", "y") or one.table:
        return None
    for path, text in scene.texts:
        at = slot_end(text, one.id)
        if at < 0:
            continue
        said = next((word for word in ("万元", "元") if text.startswith(word, at)), "")
        if not said:
            return None
        wrong = "元" if said == "万元" else "万元"
        rewrite = Rewrite(path, at, at + len(said), wrong)
        return Mutation(
            "unit_word", scene.name, rewrites=(rewrite,), reads={one.id: one.text + wrong}, places=(one.id,)
        )
    return None


def unit_line(scene: Scene, chance: random.Random) -> Mutation | None:
    """元 for 万元 above a table, or 万元 for 元."""
    found = []
    for at, block in enumerate(scene.clean.blocks):
        said = UNIT_LINE.search(block.text) if isinstance(block, Para) and block.style == "unit" else None
        table = scene.clean.blocks[at + 1] if said and at + 1 < len(scene.clean.blocks) else None
        if said and isinstance(table, Table):
            found.append((at, said, table))
    if not found:
        return None
    at, said, table = chance.choice(found)
    wrong = "元" if said.group(1) == "万元" else "万元"
    inside = [one for one in scene.figures if one.id.partition("/")[0] == table.place and one.table]
    reads = {one.id: bare(one) + wrong for one in inside if one.form.kind in ("w", "y")}
    rewrite = Rewrite((at, -1, -1), *said.span(1), wrong)
    return Mutation("unit_line", scene.name, rewrites=(rewrite,), reads=reads, places=tuple(reads)) if reads else None


# --------------------------------------------------------------------------------------------------------------
# Subject codes
# --------------------------------------------------------------------------------------------------------------


def _account(scene: Scene, kind: str, identity: str, text: str) -> Mutation:
    """A code or name that is printed otherwise: its figures go with it, and what these are compared with."""
    figures = scene.labelled(identity)
    code = scene.clean.occurrences[identity].name.partition(".")[2]
    beside = [one.id for one in scene.clean.occurrences.values() if one.name.partition(".")[2].startswith(code)]
    with_it = [one for one in beside if one.partition("/")[0] == identity.partition("/")[0]]
    others = [member for one in figures for relation in scene.of.get(one, ()) for member in relation.members]
    return Mutation(kind, scene.name, {identity: text}, places=(*with_it, *figures), others=(*beside, *others))


def code_name(scene: Scene, chance: random.Random) -> Mutation | None:
    """The name of another account beside a code."""
    names = [one for one in scene.clean.occurrences.values() if one.name.startswith("名.") and scene.of.get(one.id)]
    if not names:
        return None
    one = chance.choice(names)
    other = chance.choice([name for code, name in CODES.items() if len(code) == len(one.name) - 2])
    return _account(scene, "code_name", one.id, other) if other != one.text else None


def code_digit(scene: Scene, chance: random.Random) -> Mutation | None:
    """One wrong digit in a code."""
    codes = [
        one for one in scene.clean.occurrences.values() if one.name.startswith(("码.", "段.")) and scene.of.get(one.id)
    ]
    if not codes:
        return None
    one = chance.choice(codes)
    at = chance.randrange(len(one.text))
    digit = chance.choice([d for d in "0123456789" if d != one.text[at]])
    return _account(scene, "code_digit", one.id, one.text[:at] + digit + one.text[at + 1 :])


SLIPS = {
    "digit_changed": _changed,
    "digits_swapped": _swapped,
    "digit_dropped": _dropped,
    "digit_doubled": _doubled,
    "point_moved": _moved,
}
MAKERS: dict[str, Maker] = {
    **{kind: _slip(kind, change) for kind, change in SLIPS.items()},
    "direction": direction,
    "unit_figure": unit,
    "unit_word": unit_word,
    "unit_line": unit_line,
    "row_dropped": row,
    "total_stale": stale_total,
    "total_omits": omitted_part,
    "labels_swapped": swapped_figures,
    "copied": copied,
    "code_name": code_name,
    "code_digit": code_digit,
    "weight": _marks("weight", "重."),
    "score": _marks("score", "得."),
    "rate_stale": stale_rate,
    "wrong_base": wrong_base,
    "count": count,
}
