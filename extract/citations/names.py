"""What a title stands for, and who issued it."""

from __future__ import annotations

import re

from extract.lexicon import ISSUERS, fold_title

_NATIONAL = re.compile(rf"(?:(?:{ISSUERS})[、和与及\s]*)+")
_WHO = re.compile(r"^(?!关于|印发|转发)(?P<who>[^《〈<＜]{2,40}?)(?:关于|印发|转发|[《〈<＜])")
_BEFORE = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{0,12}(?:[省市县区州旗厅局委部府办院校]|办公室|中心|公司))(?:联合)?(?:关于)?(?:印发|制定|下发|出台|发布|颁布)?的?\s*$"
)
_ISSUED = re.compile(
    r"(?:印发|发布|公布|颁布|颁发)(?:了)?\s*[《〈<＜](?P<inner>.+)[》〉>＞]\s*(?:[（(][^（）()]*[)）])?\s*的"
)
_ISSUED_BARE = re.compile(r"(?:修订)?(?:印发|发布|公布|颁发)(?P<inner>[^《〈<＜]{4,})的(?:通知|公告|函|决定)$")
_SHORTEST = 4


def local_issuer(title: str, before: str) -> str:
    """Who issued a document by its title, or by the words in front of it (省财政厅《…》), where that is no organ of the whole
    country; "" else."""
    for found in (_WHO.search(re.sub(r"\s", "", title)), _BEFORE.search(before)):
        if found is not None and not _NATIONAL.fullmatch(found["who"]):
            return found["who"] if not found["who"].endswith(("国务院", "财政部", "全国人大常委会")) else ""
    return ""


def names_of(title: str) -> tuple[str, ...]:
    """The folded titles that a printed title (without its outer marks) stands for, the shortest first: that of the
    notice, and that of the rules it issues."""
    whole = fold_title(title)
    found = {whole, whole.removesuffix("的通知")}
    issued = _ISSUED.search(title) or _ISSUED_BARE.search(title)
    if issued is not None:
        found.add(fold_title(issued["inner"]))
    return tuple(sorted((name for name in found if len(name) >= _SHORTEST or name.endswith("法")), key=len))
