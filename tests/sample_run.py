"""A run made by hand, with something in every field an output prints."""

from dataclasses import replace
from decimal import Decimal

from checks.outcome import Answer, Diagnosis, Evidence, Failed, LooseNumber, Passed, Skipped
from checks.rule import Severity
from extract.model import Binding, Fact, Location, NumberSeen, Quantity
from jihe.pipeline import FamilyCount, FileError, Report, Run
from jihe.rescored import ScoreLine, ScoreTable

FUNDS = "一、基本情况 / （二）资金情况"
SCORES = "附件2 指标评分 / 一、产出指标"
QUOTE = "2022年全年执行3,405.60万元，其中：人员经费2,110.00万元，公用经费895.15万元，项目经费400.00万元"


def at(section: str, block: int, start: int = 0, **place: int) -> Location:
    kind = "cell" if "table" in place else "paragraph"
    return Location(kind=kind, section=section, block=block, start=start, end=start + 5, **place)  # type: ignore[arg-type]


def money(role: str, figure: str, location: Location, quote: str = QUOTE) -> Evidence:
    return Evidence(role, f"{figure}万元", figure.replace(",", ""), "万元", quote, location, None)


SUM = Failed(
    rule="SUM001",
    answer=Answer.FAILS,
    evidence=(
        money("total", "3,405.60", at(FUNDS, 4, 6, line=31)),
        money("part", "2,110.00", at(FUNDS, 4, 22, line=31)),
        money("part", "895.15", at(FUNDS, 4, 35, line=32)),
        money("part", "400.00", at(FUNDS, 4, 48, line=32)),
    ),
    severity=Severity.ERROR,
    title="合计与分项之和不符",
    message="合计写 3,405.60 万元，分项相加是 3,405.15 万元，合计多 0.45 万元。",
    expected="3405.15",
    actual="3405.60",
    gap="0.45",
    unit="万元",
    computation="2,110.00 + 895.15 + 400.00 = 3,405.15 ≠ 3,405.60",
    diagnosis=Diagnosis("digits", "公用经费可能应为 895.60 万元：小数部分不同。"),
    fix="对照决算表核实合计与各分项，改正写错的一个。",
    binding="cue",
    fingerprint="0123456789abcdef",
    family="sum",
    name="part-sum",
)

RATE = replace(
    SUM,
    rule="RAT001",
    evidence=(
        money("numerator", "895.15", at(FUNDS, 9, 3, table=2, row=5, column=3), "公用经费 执行数"),
        money("denominator", "3,405.60", at(FUNDS, 4, 6, line=31)),
        Evidence("rate", "62.8%", "62.8", "%", "公用经费占62.8%", at(SCORES, 12, 8, page=7)),
    ),
    severity=Severity.WARNING,
    title="占比与数额不符",
    message="占比写 62.8%，按数额计算是 26.3%。",
    computation="895.15 ÷ 3,405.60 = 26.3% ≠ 62.8%",
    expected="26.3",
    actual="62.8",
    gap="36.5",
    unit="个百分点",
    diagnosis=Diagnosis("transposed", "26.3 与 62.8 前两位颠倒。"),
    fix="改正占比。",
    family="ratio",
    name="share",
    consequences=(replace(SUM, title="各占比之和不是 100%", message="占比相加是 136.5%。"),),
)

NOTE = replace(
    SUM,
    rule="SUM009",
    answer=Answer.ROUNDING,
    severity=Severity.INFO,
    title="尾差",
    message="3 处合计与分项只差四舍五入的尾数。",
    evidence=tuple(money("total", "12.34", at(SCORES, 20 + n, line=90 + n)) for n in range(3)),
    diagnosis=None,
    gap="",
    fix="",
    computation="",
)

HOSTILE = replace(
    SUM,
    rule="TXT001",
    title="[bold red]标题[/] \x1b[31m红\x1b[0m",
    message="反转\u202e文字 \ud83d 半个字符",
    evidence=(
        Evidence("cite", "=cmd|' /C calc'!A0", "", "", "\x9b2J[link=x]引文[/link]\r\n第二行", at("", 0, line=1)),
    ),
    computation="",
    gap="",
    diagnosis=None,
)


def fact(number: int, label: str, figure: str, section: str, **known: object) -> Fact:
    value = Decimal(figure.replace(",", ""))
    quantity = Quantity(f"{figure}万元", value * 10000, Decimal(100), "money", "万元", Decimal(10000))
    return Fact(  # type: ignore[arg-type]
        id=number,
        quantity=quantity,
        location=at(section, number, line=30 + number),
        quote=f"{label}{figure}万元",
        label=label,
        measure="amount",
        binding=Binding.CUE,
        **known,
    )


FACTS = (
    fact(1, "人员经费", "2,110.00", FUNDS, item=("全年执行", "人员经费"), basis="决算", year=2022),
    fact(2, "公用经费", "-895.15", FUNDS, item=("全年执行", "公用经费"), basis="决算", year=2022, qualifiers=("本级",)),
    fact(3, "=1+2", "0.50", SCORES, entity="@某局", code="2010301"),
)

RESCORED = ScoreTable(
    "指标评分",
    2,
    (
        ScoreLine(
            "A1",
            "渠道完好率",
            "10",
            "9.5",
            "10",
            "−0.5",
            "不符",
            "倒推92.5%，报告写98.20%",
            at(SCORES, 12, table=2, row=2, column=4),
            (Evidence("stated", "98.20%", "98.20", "%", "渠道完好率98.20%", at(FUNDS, 6, 9, line=35)),),
        ),
        ScoreLine(
            "A11", "服务态度", "6", "4", "", "", "酌情", "酌情评分 0–6 分", at(SCORES, 12, table=2, row=3, column=4)
        ),
        ScoreLine(
            "A12",
            "渗漏修补完成率",
            "4",
            "4",
            "",
            "",
            "待佐证",
            "满分，报告未写此数",
            at(SCORES, 12, table=2, row=4, column=4),
        ),
    ),
    "20",
    "17.5",
)

REPORT = Report(
    path="材料/某县水务局.txt",
    sha256="ab" * 32,
    format="text",
    pages=None,
    kind="部门整体支出",
    department="某县水务局",
    year=2022,
    notes=("有 3 处修订删除未计入",),
    findings=(SUM, RATE, NOTE),
    relations=(FamilyCount("sum", 12, 1, 2), FamilyCount("ratio", 8, 1, 0)),
    numbers={
        "seen": 120,
        "verified": 40,
        "restated": 20,
        "contradicted": 4,
        "skipped": 6,
        "unrelated": 15,
        "unbound": 10,
        "not_quantity": 25,
    },
    ledger=(
        Passed("SUM001", Answer.HOLDS, SUM.evidence[1:3]),
        SUM,
        Skipped("RAT001", "分母没有写明", RATE.evidence[:1]),
    ),
    facts=FACTS,
    loose=(
        LooseNumber(NumberSeen("12个", at(FUNDS, 5, line=40)), "", "前后没有可认的名称"),
        LooseNumber(
            NumberSeen("3次", at(FUNDS, 6, line=41), 7), "专题会议", "全文只写一次，前后没有可核对的合计、比率或差额"
        ),
    ),
    rescored=(RESCORED,),
)

PLAIN = replace(
    REPORT,
    path="材料/某镇.docx",
    format="docx",
    pages=12,
    department="",
    year=None,
    kind="",
    notes=(),
    findings=(),
    relations=(),
    ledger=(),
    facts=(),
    loose=(),
    rescored=(),
)

RUN = Run((REPORT, PLAIN), (FileError("坏的.docx", "damaged", "文件已损坏。处理：请重新另存为 docx"),))
