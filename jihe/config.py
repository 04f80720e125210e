"""What a run is asked to do, and the words for it that every output shares."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

# Formats that a folder is searched for. A file named on the command line is tried whatever its name says.
READABLE = (".docx", ".pdf", ".txt", ".md", ".markdown")
# Likely reports that no reader takes yet: a folder walk names them, so that nobody believes they were checked.
NOT_YET_READABLE = (".doc", ".wps", ".rtf", ".htm", ".html", ".xlsx", ".xls", ".et", ".zip")

# From this many files on, several processes pay for their start-up.
FILES_WORTH_PROCESSES = 16
# Windows refuses to wait for more.
MOST_PROCESSES = 61

SEVERITIES = ("error", "warning", "info")
SEVERITY_WORDS = {"error": "错误", "warning": "警告", "info": "提示"}

FAMILY_WORDS = {
    "sum": "合计与分项",
    "ratio": "比率与增减",
    "restated": "同一数据多处表述",
    "accounts": "文表对照与结转平衡",
    "code": "科目编码",
    "score": "评分与权重",
    "survey": "问卷调查",
    "staff": "人员车辆计数",
    "reference": "附件与引用",
    "citation": "政策依据",
    "calendar": "日期年度",
    "unit": "计量单位",
    "text": "文字表述",
    "completeness": "要件完整",
    "bundle": "成套材料",
    "history": "历年对照",
}

NUMBER_CLASSES = {
    "verified": "已核验",
    "restated": "仅复述",
    "contradicted": "涉及不符",
    "skipped": "跳过",
    "unrelated": "未写明关系",
    "unbound": "未认出含义",
    "not_quantity": "非数量",
}


@dataclass(frozen=True, slots=True)
class Options:
    """What one run does to each file. Plain values only: a worker process is given the same ones.

    `audit` is False for `jihe facts`, which needs no rules. `ledger`, `facts` and `loose` ask for the bulky parts
    of a report; without them they are not kept. `password` opens encrypted PDF files; it is kept out of what is printed.
    """

    rules: tuple[Path, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    audit: bool = True
    ledger: bool = False
    facts: bool = False
    loose: bool = False
    password: str | None = field(default=None, repr=False)
