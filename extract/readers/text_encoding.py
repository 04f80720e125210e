"""Bytes of unknown Chinese encoding to characters."""

from __future__ import annotations

import codecs

from extract.readers.base import ReadError

# The commonest characters of Chinese running text and of reports on public money, in both scripts. A wrong encoding
# turns text into characters that hardly ever stand here.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法"
    "所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政"
    "四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最"
    "立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根"
    "论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联"
    "什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米"
    "整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办"
    "青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却"
    "专状育厂京识适属圆包火住调满县局照参红细引听该铁价严款项财预审核评附绩考购采费拨余额编购镇街村"
    "這個為來時們國說產種經學會後還應開當進過動對發將實現與關總業務機體點從無兩數線間樣條題黨員設區強處質問變權計報證師"
    "門東車長見電話書萬縣鄉財預決絕績評價購費撥餘額編鎮辦項資單達備檢審標準執歲請擬據於後裡製連續術選觀認議護讓轉輸農運"
    "，。、；：？！（）《》“”「」·—…％"
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_SAMPLE = 1 << 15
_MAX_DAMAGE = 0.02
_MIN_PLAUSIBLE = 0.2
_LAYOUT = frozenset("\t\n\v\f\r")
_NOT_TEXT = "这不是文字文件，内容无法识别。请用原程序打开后另存为 docx 或 txt（UTF-8）再试"


def decode(data: bytes) -> tuple[str, int]:
    """The characters of a text file, without byte order mark, and how many of them could not be decoded.

    A byte order mark decides; then strict UTF-8; then the encoding whose characters look most like Chinese running
    text. Raises ReadError unknown_format where none does.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _finish(data[len(bom) :], name)
    if b"\0" not in data:
        try:
            return _checked(data.decode("utf-8"), 0)
        except UnicodeDecodeError:
            pass
    sample = data[:_SAMPLE]
    scores = {name: _plausibility(sample.decode(name, "replace")) for name in _CANDIDATES}
    best = max(_CANDIDATES, key=lambda name: scores[name])
    if scores[best] < _MIN_PLAUSIBLE:
        raise ReadError("unknown_format", _NOT_TEXT)
    return _finish(data, best)


def _plausibility(text: str) -> float:
    """How much of the text is common Chinese or plain ASCII, less what no text holds. At most 1."""
    seen = good = bad = 0
    for char in text:
        code = ord(char)
        if code < 0x20:
            if char not in _LAYOUT:
                bad += 1
                seen += 1
        elif code < 0x7F:
            seen += 1
            good += 1
        else:
            seen += 1
            if char in _COMMON:
                good += 1
            elif code == 0xFFFD or 0xD800 <= code < 0xF900 or 0x7F <= code < 0xA0:
                bad += 1
    return (good - 4 * bad) / seen if seen else 0.0


def _finish(data: bytes, name: str) -> tuple[str, int]:
    try:
        return _checked(data.decode(name), 0)
    except UnicodeDecodeError:
        text = data.decode(name, "replace")
    return _checked(text, text.count("\ufffd"))


def _checked(text: str, damage: int) -> tuple[str, int]:
    controls = sum(text.count(chr(code)) for code in range(0x20) if chr(code) not in _LAYOUT)
    # A couple of stray bytes at the end of a short note are no reason to refuse it.
    if damage + controls > max(2, len(text) * _MAX_DAMAGE):
        raise ReadError("unknown_format", _NOT_TEXT)
    return text, damage
