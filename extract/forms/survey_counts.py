"""The row above the columns of a questionnaire's table that counts the questionnaires (发放问卷：100份 | 收回：98份 | 有效：96份)."""

from __future__ import annotations

import re

# How many questionnaires of one stage there were, as a cell of its own.
SURVEY_COUNT = re.compile(
    r"(?:共|实际)?(?:(?P<sent>发放|发出|投放)|(?P<valid>(?:(?:收回|回收)的?)?有效)|(?P<returned>收回|回收|返回))"
    r"(?:调查|测评)?(?:问卷|调查表|测评表)?(?:总?份?数量?|总数)?(?:为|是|[:：])?\d[\d,，]*(?:份|张|人|户)"
)
# What the counts are called in a finding.
STAGES = {"sent": "发放问卷", "returned": "收回问卷", "valid": "有效问卷"}
