"""Characters as a PDF names them, and as a person reads them."""

from __future__ import annotations

import unicodedata
from functools import cache

UNKNOWN = "\ufffd"
_HYPHEN = 0x2  # what pdfium gives for a hyphen at the end of a line

# Radicals that fonts name in place of the character they look like; Unicode gives these no decomposition.
_RADICALS = str.maketrans(
    "⺀⺁⺄⺅⺆⺇⺈⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺵⺶⺷⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "冫厂乙亻冂几刀卜㔾小小兀尢尣尢巳幺彑彐忄小扌攵无月歺母民氵氺灬爫爫丬犭王疋罒示礻竹糸纟罓罒网羊羊羊耂肀聿月臼艹艹艹虎衤覀西见角讠贝足车辶辶辶阝钅長长门阜阝雨青韦页风飞食食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
)


@cache
def printed(code: int) -> str:
    """What a code point prints: "" for controls and marks of direction, a plain blank for any blank but the Chinese
    one, the ordinary character for a radical, ligature or compatibility form."""
    if code == _HYPHEN:
        return "-"
    if code == 0x3000:
        return "\u3000"
    try:
        char = chr(code)
    except ValueError:
        return UNKNOWN
    kind = unicodedata.category(char)
    if kind == "Zs":
        return " "
    if kind in ("Cc", "Cf", "Zl", "Zp", "Mn"):
        return ""
    if kind in ("Co", "Cs", "Cn"):
        return UNKNOWN
    if 0x2E80 <= code <= 0x2FDF:
        return unicodedata.normalize("NFKC", char).translate(_RADICALS)
    if 0xF900 <= code <= 0xFAFF or 0xFB00 <= code <= 0xFB06 or 0x2F800 <= code <= 0x2FA1F:
        return unicodedata.normalize("NFKC", char)
    if 0xFE30 <= code <= 0xFE4F:  # brackets turned for vertical setting
        return unicodedata.normalize("NFKC", char)
    return char
