"""Text as people and terminals see it: cleaning, matching keys, widths in cells, 字数, and numbers as text.

The ground floor: imports nothing of the program. Every border (import, paste, load, print) passes text through
`clean`; every layout asks `width`; every printed number comes from `round_half_up`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal, TypeAlias

Exact: TypeAlias = Decimal | Fraction

_EMOJI = "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001f3fa\U0001f400-\U0001faff"
_EMOJI_TAIL = "\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff"

_ESCAPES = re.compile(
    # Strings (OSC, DCS, SOS, PM, APC) up to their terminator. The payload ends at a line break: an introducer that
    # was never closed must not swallow the paragraph after it; then only the introducer goes.
    r"(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])(?:[^\x00-\x07\x0a-\x0d\x1b\x80-\x9f\u2028\u2029]*(?:\x07|\x1b\\|\x9c))?"
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI
    r"|\x1b[ -/]*[0-~]"  # two- and three-character sequences
)
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"
    "\xad\u034f\u061c\u180e\u200b\u200c\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\u3164\uffa0"  # Hangul fillers: letters without a glyph
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f"
    "\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
    + "]"
)
_JOINED_EMOJI = re.compile(f"([{_EMOJI}][{_EMOJI_TAIL}]*(?:\u200d[{_EMOJI}][{_EMOJI_TAIL}]*)+)|\u200d")


def clean(s: str) -> str:
    """`s` without what a terminal, a file or a reader could be hurt by; linear in its length, idempotent.

    Line breaks of every kind become LF; LF, TAB and all visible characters stay. Dropped: whole escape sequences,
    other controls, bidirectional and invisible format characters, BOM, soft hyphens, lone surrogates, noncharacters.
    A zero-width joiner stays inside an emoji only. The rest is NFC.
    """
    if s.isascii() and s.isprintable():
        return s
    s = _UNSEEN.sub("", _BREAKS.sub("\n", _ESCAPES.sub("", s)))
    s = unicodedata.normalize("NFC", s)
    if "\u200d" in s:
        # Dropping a joiner can bring a letter and its accent together: compose once more.
        s = unicodedata.normalize("NFC", _JOINED_EMOJI.sub(lambda match: match[1] or "", s))
    return s


def clean_line(s: str) -> str:
    """`clean(s)` on one line and trimmed: each run of blanks with a break or tab in it becomes one space."""
    return re.sub(r"\s+", lambda run: " " if "\n" in run[0] or "\t" in run[0] else run[0], clean(s).strip())


_BLANKS = re.compile(r"[\s\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\xad]+")
_FOLDED = str.maketrans(
    {
        **dict.fromkeys("[【〔〖〘﹝", "("),
        **dict.fromkeys("]】〕〗〙﹞", ")"),
        **dict.fromkeys("“”„‟「」『』〝〞〟«»″", '"'),
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("‐‑‒–—―−─━", "-"),
        **dict.fromkeys("•‧∙⋅・●", "·"),
        **dict.fromkeys("〇○◯", "0"),
        **dict.fromkeys("〜∼", "~"),
        **dict.fromkeys("、､", ","),
        **dict.fromkeys("≥≧⩾", ">="),
        **dict.fromkeys("≤≦⩽", "<="),
        "×": "x",
        "。": ".",
    }
)
_TRADITIONAL = (
    "達隱應災難總評劃規標實現進預測單責據報數場際統計員專業務設備聯絡點項類別產職權隊層區鎮鄉縣運輸車輛駛檢驗監護衛環築農"
    "漁機構關係發電氣網訊號處練習訓較長遠體滅險傷損壞財經濟億萬廠礦貿從執證檔碼頁圖畫寫讀圍過還遲邊連選擇減負擔導領黨辦會"
    "議協調組織學園師醫療藥飲飼養動態勢變條約續繼終級結給絕縮緊編線開間問門閉閱隨隻雖離響頭題願顯風飛館馬駐驅魚鳥麥黃齊齡"
    "龍龜個們倉償優價儲兒內兩則剛創劇勞勵勝衆參雙後嚴國團圓壓壘壯聲復夠奪獎婦媽孫寧寶將對屬岡島嶺帶幫庫廣廳張強彈徑憂懷慣"
    "戰戲戶擁擊擴攔攝敗敵斷時晉暫書東極樓樣橋歷歸殘殺沒決況淺溫準滿漢潔灣濕濱無煙熱營爐爭牆獨獲瑣畝異當疊盜盡眾確礎禮稱種"
    "積穩窮競筆節範簡簽糧納純紙細"
)
_SIMPLIFIED = (
    "达隐应灾难总评划规标实现进预测单责据报数场际统计员专业务设备联络点项类别产职权队层区镇乡县运输车辆驶检验监护卫环筑农"
    "渔机构关系发电气网讯号处练习训较长远体灭险伤损坏财经济亿万厂矿贸从执证档码页图画写读围过还迟边连选择减负担导领党办会"
    "议协调组织学园师医疗药饮饲养动态势变条约续继终级结给绝缩紧编线开间问门闭阅随只虽离响头题愿显风飞馆马驻驱鱼鸟麦黄齐龄"
    "龙龟个们仓偿优价储儿内两则刚创剧劳励胜众参双后严国团圆压垒壮声复够夺奖妇妈孙宁宝将对属冈岛岭带帮库广厅张强弹径忧怀惯"
    "战戏户拥击扩拦摄败敌断时晋暂书东极楼样桥历归残杀没决况浅温准满汉洁湾湿滨无烟热营炉争墙独获琐亩异当叠盗尽众确础礼称种"
    "积稳穷竞笔节范简签粮纳纯纸细"
)
_PLAIN_CHARACTERS = str.maketrans(_TRADITIONAL, _SIMPLIFIED)


def fold(s: str) -> str:
    """A key for matching what people type against names: equal keys mean the same words.

    NFKC, lower case, without blanks and invisible characters; brackets, quotes, dashes, dots, circles for zero and
    traditional characters folded. Never shown, never stored.
    """
    s = unicodedata.normalize("NFKC", clean(s).translate(_FOLDED)).casefold()
    return _BLANKS.sub("", s.translate(_FOLDED).translate(_PLAIN_CHARACTERS))


_NEWLY_WIDE = ((0x2630, 0x2637), (0x268A, 0x268F), (0x4DC0, 0x4DFF), (0x1D300, 0x1D356), (0x1D360, 0x1D376))
_WIDE_BLOCKS = ((0x2E80, 0xA4CF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0x16FE0, 0x18DFF), (0x1F300, 0x1FAFF))
_VISIBLE_FORMATS = frozenset(
    "\xad\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
_WIDENED = re.compile(f"[#*0-9{_EMOJI}]")


@lru_cache(maxsize=8192)
def _cells(character: str, ambiguous: int) -> int:
    """Cells of one character on its own."""
    code = ord(character)
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Mc", "Cc", "Zl", "Zp"):
        return 0
    if category == "Cf":
        return 1 if character in _VISIBLE_FORMATS else 0
    if 0x1160 <= code <= 0x11FF or 0xD7B0 <= code <= 0xD7FF or 0x1F3FB <= code <= 0x1F3FF or code in (0x3164, 0xFFA0):
        return 0  # vowels of a Hangul syllable, skin tones, fillers: drawn into the character before
    if category == "Cn":  # younger than this Python's tables
        return 2 if code >= 0x20000 or any(low <= code <= high for low, high in _WIDE_BLOCKS) else 1
    kind = unicodedata.east_asian_width(character)
    if kind in "WF" or any(low <= code <= high for low, high in _NEWLY_WIDE):
        return 2
    return ambiguous if kind == "A" else 1


def width(s: str, *, ambiguous: int = 1) -> int:
    """Terminal cells of `s`. `ambiguous` (1 or 2): what this terminal gives to “ ” — … · × ① ℃ and their like.

    Agrees with the tables Textual lays out by. Controls count 0: measure lines, not texts.
    """
    if s.isascii() and s.isprintable():
        return len(s)
    if "\u200d" not in s and "\ufe0f" not in s:
        return sum(_cells(character, ambiguous) for character in s)
    total = last = 0
    skip = widened = False
    for character in s:
        if skip:
            skip = False
        elif character == "\u200d":
            skip = True
        elif character == "\ufe0f":
            total += 1 if widened and last == 1 else 0
            widened = False
        elif cells := _cells(character, ambiguous):
            total, last, widened = total + cells, cells, _WIDENED.match(character) is not None
    return total


def graphemes(s: str) -> Iterator[str]:
    """`s` in the steps a caret takes: a base with its marks, an emoji with what is joined to it, a flag, a CRLF.

    Joining the parts gives `s`; their widths add up to the width of `s`.
    """
    start = 0
    flags = 0
    for at in range(1, len(s)):
        before, here = s[at - 1], s[at]
        code = ord(here)
        flags = flags + 1 if 0x1F1E6 <= ord(before) <= 0x1F1FF else 0
        joined = (
            before == "\u200d"
            or here in "\u200d\ufe0e\ufe0f"
            or 0x1F3FB <= code <= 0x1F3FF
            or (unicodedata.category(here) in ("Mn", "Me", "Mc") and before not in "\n\t")
            or 0x1160 <= code <= 0x11FF
            or 0xD7B0 <= code <= 0xD7FF
            or (before == "\r" and here == "\n")
            or (0x1F1E6 <= code <= 0x1F1FF and flags % 2 == 1)
        )
        if not joined:
            yield s[start:at]
            start = at
    if s:
        yield s[start:]


def cut(s: str, cells: int, *, ambiguous: int = 1) -> str:
    """The longest beginning of `s` that fits into `cells`; no character and no cluster is halved."""
    if s.isascii() and s.isprintable():
        return s[: max(cells, 0)]
    taken, used = [], 0
    for part in graphemes(s):
        used += width(part, ambiguous=ambiguous)
        if used > cells:
            break
        taken.append(part)
    return "".join(taken)


def pad(s: str, cells: int, align: Literal["left", "right", "center"] = "left", *, ambiguous: int = 1) -> str:
    """`s` in exactly `cells` cells: cut where too long, filled with spaces where too short."""
    s = cut(s, cells, ambiguous=ambiguous)
    room = max(cells - width(s, ambiguous=ambiguous), 0)
    before = {"left": 0, "right": room, "center": room // 2}[align]
    return " " * before + s + " " * (room - before)


def round_half_up(value: Exact, digits: int) -> Decimal:
    """`value` with `digits` (>= 0) decimals, halves away from zero; exact whatever the decimal context.

    The one rounding function of the program. Keeps the asked-for decimals (20 -> 20.0). ValueError for NaN, infinity.
    """
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError("only finite numbers can be rounded")
    over, under = value.as_integer_ratio()
    units = (2 * abs(over) * 10**digits + under) // (2 * under)
    return Decimal((1 if over < 0 and units else 0, tuple(int(digit) for digit in str(units)), -digits))


def plain(value: Decimal) -> str:
    """`value` as it is written into a file: no exponent, every typed decimal kept, no minus before a zero."""
    return format(abs(value) if value.is_zero() else value, "f")


def shown(value: Exact, digits: int) -> str:
    """`value` with exactly `digits` decimals, for reading."""
    return plain(round_half_up(value, digits))


def digits_enough(value: Exact, digits: int, *against: Exact, most: int = 12) -> int:
    """The fewest decimals, from `digits` to `most`, at which `value` compares to each of `against` as it really does.

    14.96 against 15: one decimal would print 15.0, so 2.
    """
    for enough in range(digits, most):
        seen = Fraction(round_half_up(value, enough))
        if all(
            _order(seen, printed) == _order(Fraction(value), other)
            for other in against
            for printed in _as_printed(other, enough)
        ):
            return enough
    return max(digits, most)


def show_exactly_enough(value: Exact, digits: int, *against: Exact) -> str:
    """`value` with `digits` decimals, and more wherever rounding would change how it compares to `against`."""
    return shown(value, digits_enough(value, digits, *against))


def _as_printed(value: Exact, digits: int) -> tuple[Fraction, ...]:
    """How `value` may stand beside a number of `digits` decimals: rounded alike, or in full where it was typed."""
    rounded, typed = Fraction(round_half_up(value, digits)), Fraction(round_half_up(value, 6))
    return (rounded, typed) if typed == value else (rounded,)


def _order(left: Fraction, right: Exact) -> int:
    right = Fraction(right)
    return (left > right) - (left < right)


_WIDE_ALONE = (
    "\u1100-\u115f\u2e80-\u2fff\u3001-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff"
    "\ufe10-\ufe1f\ufe30-\ufe6f\uff01-\uffe6\U0001f000-\U0001faff\U00020000-\U0003fffd"
    "“”‘—…·×÷±≈≠≤≥≡∞∶√℃‰№※§°○●◎◇◆□■△▲▽▼☆★→←↑↓"
    "\u2160-\u217f\u2460-\u24ff\u2776-\u2793"
)
_WORDS = re.compile(f"[{_WIDE_ALONE}]|(?:[^\\s\u3000{_WIDE_ALONE}’]|(?<=[A-Za-z])’(?=[A-Za-z]))+|’")


def word_count(s: str) -> int:
    """字数 by the line of that name in Word and WPS: not 字符数.

    Each Chinese character and each full-width mark counts 1, a run of anything else without a blank in it counts 1
    (`2025`, `GDP`, `15.6%`), blanks count 0. A half-width mark alone between Chinese characters is such a run; Word may
    differ there by a little, so near a limit say 以Word字数统计为准.
    """
    return sum(1 for _ in _WORDS.finditer(clean(s)))
