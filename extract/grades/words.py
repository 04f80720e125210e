"""The words of the genre that tell which evaluation a score belongs to, and the words of grades."""

from __future__ import annotations

import re

GRADE = r"优秀|优良|优|良好|良|中等|中|基本合格|不合格|合格|不及格|及格|较好|较差|一般|好|低|差"
# A to E in place of words; without 级 behind it a letter is a grade only where nothing else can stand (a cell of its own).
LETTER = r"[A-EＡ-Ｅ](?=[级等档])"
BARE_LETTER = r"[A-EＡ-Ｅ]"
# The word of the national scheme that says the same.
_SAME = {"优秀": "优", "良好": "良", "中等": "中"} | dict(zip("ＡＢＣＤＥ", "ABCDE", strict=True))

# A score below another.
LOWER = r"低|少|下降|降低|减少"

OWN = re.compile(
    r"自评|绩效(?:自我)?评价|评价指标|指标体系|评价体系|整体支出|项目支出|绩效考核|综合评价|评价小组|绩效(?:总)?得分|综合(?:得分|评分)|最终得分|总得分|(?:评价|绩效|自评)等级"
)
OTHER = re.compile(
    r"目标(?:管理|责任|绩效)|管理考核|责任制|年度考核|年终考核|综合考核|工作考核|考评|满意[度率]|问卷|测评|民主|评议|党建|平安|文明"
    r"|加权平均|平均得分|全[县市省区州](?:综合|平均)|信息|采用|累计|竞赛|考试|排名|[上去]一?年度?(?:自评|绩效|得分)"
)
_OVERALL = re.compile(r"整体支出|部门整体|单位整体|整体绩效")
_PROJECT = re.compile(r"项目")


def grade_of(word: str) -> str:
    """The name under which grades are compared."""
    return _SAME.get(word, word)


def about(words: str) -> str:
    """Whether words speak of the whole department (整体) or a project (项目); "" for neither."""
    return "整体" if _OVERALL.search(words) else "项目" if _PROJECT.search(words) else ""


def in_letters(grade: str) -> bool:
    """Whether a grade is a letter: bands of letters and bands of words are two schemes."""
    return grade.isascii()
