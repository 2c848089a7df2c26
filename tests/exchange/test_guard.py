"""Files from outside are looked at as bytes first; every refusal says what to do instead."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaltui.exchange.forms import build
from evaltui.exchange.guard import MAX_MEMBERS, inspect
from evaltui.exchange.write import render
from support.forms_sample import request

WORKBOOK = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def codes(data: bytes) -> list[str]:
    return [item.code for item in inspect(data)]


def test_our_own_files_and_plain_ones_pass() -> None:
    assert inspect(render(build(request()), "xlsx")) == ()
    assert inspect(packed(WORKBOOK)) == ()
    assert inspect(packed({"word/document.xml": b"<document/>"})) == ()


@pytest.mark.parametrize(
    "part",
    [
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
        b"<!doctype x>",
        b"<x><!ENTITY a SYSTEM 'file:///etc/passwd'></x>",
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x>'.encode("utf-16"),
        "<!DOCTYPE x>".encode("utf-16-be"),
        b" " * 65530 + b"<!DOCTYPE x>",
    ],
)
@pytest.mark.parametrize("name", ["xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels", "xl/drawings/a.VML"])
def test_entities_are_refused_wherever_they_hide(part: bytes, name: str) -> None:
    found = inspect(packed({**WORKBOOK, name: part}, zipfile.ZIP_STORED))
    assert [item.code for item in found] == ["file_entities"]
    assert name in found[0].sentence


def test_too_many_members() -> None:
    members = {f"xl/worksheets/sheet{number}.xml": b"" for number in range(MAX_MEMBERS)}
    assert codes(packed({**WORKBOOK, **members})) == ["file_too_large"]


def test_a_zip_bomb_is_refused_by_ratio_and_by_size() -> None:
    assert codes(packed({**WORKBOOK, "xl/a.xml": b" " * 10_000_000})) == ["file_too_large"]
    noise = bytes(range(256)) * 4096
    big = {f"xl/media/{number}": noise for number in range(51)}
    assert codes(packed({**WORKBOOK, **big}, zipfile.ZIP_STORED)) == ["file_too_large"]


def test_a_lying_size_is_found_when_unpacking() -> None:
    data = bytearray(packed({**WORKBOOK, "xl/a.xml": b" " * 5000}))
    at = data.rindex(b"xl/a.xml") - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = struct.pack("<L", 10)
    assert codes(bytes(data)) == ["file_damaged"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "xl/..\\..\\x.xml", "C:/x.xml", "a/../b"])
def test_paths_that_leave_the_file_are_refused(name: str) -> None:
    assert codes(packed({**WORKBOOK, name: b"x"})) == ["file_bad_member"]


def test_one_name_twice_is_refused() -> None:
    out = io.BytesIO(packed(WORKBOOK))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/workbook.xml", b"<other/>")
    assert codes(out.getvalue()) == ["file_bad_member"]


def test_a_link_inside_is_refused() -> None:
    out = io.BytesIO(packed(WORKBOOK))
    with zipfile.ZipFile(out, "a") as archive:
        info = zipfile.ZipInfo("xl/link")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    assert codes(out.getvalue()) == ["file_bad_member"]


def test_foreign_compression_is_refused() -> None:
    assert codes(packed(WORKBOOK, zipfile.ZIP_BZIP2)) == ["file_bad_member"]


def test_an_encrypted_zip_member_is_called_encrypted() -> None:
    data = bytearray(packed(WORKBOOK))
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    assert codes(bytes(data)) == ["file_encrypted"]


def test_macros_pass_with_a_word() -> None:
    (found,) = inspect(packed({**WORKBOOK, "xl/vbaProject.bin": b"x"}))
    assert (found.code, found.severity) == ("file_macros", "hint")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


@pytest.mark.parametrize(
    ("data", "code", "advice"),
    [
        (b"", "file_empty", "重新取一份"),
        (b"\x00" * 4096, "file_empty", "重新取一份"),
        (OLE, "file_old_format", "另存为.xlsx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "file_encrypted", "去掉打开密码"),
        (packed({"xl/workbook.bin": b"x"}), "file_old_format", "另存为.xlsx"),
        (b"%PDF-1.7", "file_picture", "盖章件"),
        (b"\xff\xd8\xff\xe0JFIF", "file_picture", "盖章件"),
        (b"Rar!\x1a\x07", "file_archive", "解压"),
        (packed({"附件3.xlsx": b"x"}), "file_archive", "解压"),
        (b"\xef\xbb\xbf <html><table>", "file_web_page", "另存为.xlsx"),
        ("序号,指标".encode("gb18030"), "file_not_office", "另存为.xlsx"),
        (packed({"a.txt": b"x"}), "file_not_office", "另存为.xlsx"),
    ],
)
def test_other_files_are_known_by_their_bytes_and_get_advice(data: bytes, code: str, advice: str) -> None:
    (found,) = inspect(data)
    assert found.code == code
    assert advice in found.hint


@given(st.binary(max_size=400))
def test_no_bytes_raise(data: bytes) -> None:
    assert inspect(data)
    inspect(b"PK\x03\x04" + data)


@given(st.data())
def test_a_damaged_file_of_ours_never_raises(data: st.DataObject) -> None:
    whole = bytearray(packed({**WORKBOOK, "xl/a.xml": b"<a>" + b"x" * 300}))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    inspect(bytes(whole[: data.draw(st.integers(1, len(whole)))]))
