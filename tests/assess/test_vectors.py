"""The vectors of the rating design: rating, explanation owed, required value of 2025."""

from __future__ import annotations

from decimal import Decimal

import pytest

from support.rated import Case, assess

R = Case("reduction", ">15", "120", nature="count")
ZERO = Case("reduction", ">15", "0", ["0", "0", "1", "0"], ["0"], nature="count")
M = Case("period_mean", "<0.2")
C = Case("cumulative", ">=400", nature="count", uom="人")
L = Case("end_level", ">=75", "60", nature="share", uom="%", bounds=("0", "100"))
T = Case("every_year", "<=10", nature="duration", uom="小时")

VECTORS = {
    "R1": (R.but(actual=["114", "110", "104", "96"], forecast=["94"]), "ahead", False, ("<", "102", 101)),
    "R2": (R.but(actual=["116", "112", "108", "105"], forecast=["102"]), "behind", True, ("<", "102", 101)),
    "R3": (R.but(actual=["118", "117", "115", "112"], forecast=["100"]), "behind", True, ("<", "102", 101)),
    "R4": (R.but(actual=["114", "108", "101", "100"], forecast=["104"]), "behind", True, ("<", "102", 101)),
    "R5": (ZERO, "unratable", False, None),
    "R5 keep_zero": (ZERO.but(zero_base="keep_zero"), "on_track", False, ("<=", "0", 0)),
    "R6": (R.but(actual=["114", "110", "101", None], forecast=["94"]), "pending", False, None),
    "R7": (R.but(base=None, actual=["3.2"] * 4, forecast=["3.2"], reading="yoy"), "on_track", False, None),
    "M1": (M.but(base="0.15", actual=["0.15", "0.12", "0.31", "0.10"], forecast=["0.15"]), "on_track", False, ("<", "0.32", None)),
    "M2": (M.but(actual=["0.20"] * 4, forecast=["0.20"]), "behind", True, ("<", "0.20", None)),
    "M3": (M.but(actual=["0.15", "0.35", "0.25", "0.10"], forecast=["0.10"]), "behind", True, ("<", "0.15", None)),
    "M4": (M.but(actual=["0.5", "0.4", "0.3", "0.2"], forecast=[None]), "behind", True, "impossible"),
    "C1": (C.but(actual=["60", "75", "90", "100"], forecast=["80"]), "on_track", False, (">=", "75", 75)),
    "C2": (C.but(actual=["60", "60", "80", "100"], forecast=["100"]), "behind", True, (">=", "100", 100)),
    "C3": (C.but(actual=["90", "100", "110", "105"], forecast=["60"]), "ahead", False, "secured"),
    "C4": (C.but(actual=["60", "75", None, None], forecast=["80"]), "pending", False, None),
    "L1": (L.but(target=">=100", base="80", actual=["85", "90", "95", "98"], forecast=["100"]), "on_track", False, (">=", "100", None)),
    "L2": (L.but(actual=["65", "70", "76", "78"], forecast=["80"]), "ahead", False, (">=", "75", None)),
    "L3": (L.but(actual=["70", "76", "77", "73"], forecast=["75"]), "on_track", False, (">=", "75", None)),
    "L4": (L.but(base="80", actual=["81", "82", "80", "75.5"], forecast=["76"]), "on_track", False, (">=", "75", None)),
    "L5": (
        L.but(target=">=2.5", base=None, actual=["1.6", "1.9", "2.1", "2.3"], forecast=["2.5"], nature="area", bounds=("0", None)),
        "on_track", False, (">=", "2.5", None),
    ),
    "L6": (L.but(target=">=100", base=None, actual=["100"] * 4, forecast=["100"]), "on_track", False, (">=", "100", None)),
    "L7": (
        L.but(target=">=100", base="no_system", actual=["92", "100", "100", "100"], forecast=["100"]),
        "ahead", False, (">=", "100", None),
    ),
    "L8": (
        L.but(target=">=100", base="80", actual=["85", "90", "95", "98", "100"], forecast=[], through=2025),
        "on_track", False, None,
    ),
    "T1": (T.but(actual=["9", "not_occurred", "9.5", "10"], forecast=["10"]), "on_track", False, ("<=", "10", None)),
    "T2": (T.but(actual=["9", "20", "8", "8"], forecast=["8"]), "behind", True, "impossible"),
}  # fmt: skip  # one vector, one line where it fits


@pytest.mark.parametrize("name", VECTORS)
def test_vector(name: str) -> None:
    case, rating, owed, required = VECTORS[name]
    result = assess(case)
    assert (result.computed, result.effective, result.explanation_owed) == (rating, rating, owed), result.derivation
    if required is None:
        assert result.required is None
    elif isinstance(required, str):
        assert result.required is not None
        assert (result.required.state, result.required.value) == (required, None)
    else:
        assert result.required is not None
        op, value, whole = required
        found = (result.required.op, result.required.value, result.required.integer, result.required.state)
        assert found == (op, Decimal(value), whole, "open")


R1 = (
    "2020年基数120起；2024年实际96起，较2020年下降20.0%；序时进度要求15%×4/5=12.0%，快于序时进度8.0个百分点；"
    "2025年预计94起，下降21.7%，大于15%，预计达标；2024年已达标且预计保持，评价为提前实现。2025年控制在101起以内方可达标。"
)


def test_the_derivation_of_r1_is_worded_as_designed() -> None:
    assert assess(VECTORS["R1"][0]).derivation == R1
