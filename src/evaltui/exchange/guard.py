"""Is a file from outside safe to open? Looked at as bytes, before any library reads it.

Known by its first bytes: old Office files, encrypted ones, PDF, pictures, archives, web pages get advice in Chinese. An
xlsx or docx is a zip: entities, too many members, too much inside, wrong paths and foreign compression are refused.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from evaltui.errors import Problem, problem

MAX_MEMBERS = 1000
MAX_UNPACKED = 50 * 1024 * 1024
MAX_RATIO = 100
SMALL = 64 * 1024
"""A member below this size may pack better than MAX_RATIO: empty styles do."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = ("EncryptedPackage".encode("utf-16-le"), "EncryptionInfo".encode("utf-16-le"))
_PICTURES = ((b"%PDF", "PDF文件"), (b"\xff\xd8\xff", "图片"), (b"\x89PNG", "图片"), (b"GIF8", "图片"), (b"BM", "图片"))
_ARCHIVES = ((b"Rar!", "RAR"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"\x1f\x8b", "gzip"))
_TEXTS = (b"<html", b"<!doctype", b"<?xml", b"<table", b"{\\rtf", b"mime-version")
_PARTS = ("xl/workbook.xml", "word/document.xml")
_XML = (".xml", ".rels", ".vml")
_DECLARATION = re.compile(rb"<!\s*(doctype|entity)", re.IGNORECASE)
_CHUNK = 1 << 16


def inspect(data: bytes) -> tuple[Problem, ...]:
    """Everything that speaks against opening `data` as xlsx or docx; must_fix ones forbid it. Never raises."""
    if not data.strip(b"\x00 \r\n\t"):
        return (problem("file_empty"),)
    if not data.startswith(b"PK"):
        return (_by_first_bytes(data),)
    if len(data) > MAX_UNPACKED:
        return (problem("file_too_large", what=f"{len(data) // 1024 // 1024} MB"),)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return tuple(_zip_problems(archive))
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        OverflowError,
    ):
        return (problem("file_damaged"),)


def _by_first_bytes(data: bytes) -> Problem:
    if data.startswith(_OLE):
        return problem("file_encrypted" if any(mark in data for mark in _ENCRYPTED) else "file_old_format")
    for start, what in _PICTURES:
        if data.startswith(start):
            return problem("file_picture", what=what)
    for start, what in _ARCHIVES:
        if data.startswith(start):
            return problem("file_archive", what=what)
    head = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return problem("file_web_page") if head.startswith(_TEXTS) else problem("file_not_office")


def _zip_problems(archive: zipfile.ZipFile) -> Iterator[Problem]:
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(members) > MAX_MEMBERS:
        yield problem("file_too_large", what=f"{len(members)}个内部文件")
        return
    if any(member.flag_bits & 0x1 for member in members):
        yield problem("file_encrypted")
        return
    bad = next((member for member in members if _bad_path(member)), None)
    if bad is not None or len(set(names)) != len(names):
        yield problem("file_bad_member", part=(bad.filename if bad else _repeated(names))[:60])
        return
    large = _too_large(members)
    if large:
        yield problem("file_too_large", what=large)
        return
    if not any(part in names for part in _PARTS):
        packed = [name for name in names if name.lower().endswith((".xlsx", ".docx", ".xls", ".doc", ".et", ".wps"))]
        old = "xl/workbook.bin" in names
        yield (
            problem("file_old_format")
            if old
            else problem("file_archive", what="ZIP")
            if packed
            else problem("file_not_office")
        )
        return
    yield from _content_problems(archive, members)


def _bad_path(member: zipfile.ZipInfo) -> bool:
    name = member.filename
    parts = name.replace("\\", "/").split("/")
    linked = (member.external_attr >> 16) & 0o170000 == 0o120000
    return (
        linked
        or name.startswith("/")
        or "\\" in name
        or ":" in parts[0]
        or ".." in parts
        or "\x00" in member.orig_filename
    )


def _repeated(names: list[str]) -> str:
    return next(name for name in names if names.count(name) > 1)


def _too_large(members: list[zipfile.ZipInfo]) -> str:
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED:
        return f"解开后{unpacked // 1024 // 1024} MB"
    for member in members:
        if member.file_size > SMALL and member.file_size > MAX_RATIO * max(member.compress_size, 1):
            return "压缩比不正常"
    return ""


def _content_problems(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Iterator[Problem]:
    """Unpacks every part once, within the declared sizes, so that a lying header or a wrong checksum shows here."""
    for member in members:
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield problem("file_bad_member", part=member.filename[:60])
            return
        with archive.open(member) as stream:
            declared = _declares(stream, member.filename.lower().endswith(_XML))
        if declared:
            yield problem("file_entities", part=member.filename[:60])
            return
    if any(member.filename.lower().endswith("vbaproject.bin") for member in members):
        yield problem("file_macros")


def _declares(stream: IO[bytes], is_xml: bool) -> bool:
    """True where a part holds a DOCTYPE or ENTITY, in UTF-8 or UTF-16."""
    tail = b""
    while chunk := stream.read(_CHUNK):
        if not is_xml:
            continue
        tail = tail[-32:] + chunk.replace(b"\x00", b"")
        if _DECLARATION.search(tail):
            return True
    return False
