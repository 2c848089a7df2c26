"""One input, one file: an Office zip packed again with sorted members, fixed times and fixed properties."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from xml.sax.saxutils import escape

CORE = "docProps/core.xml"
CREATOR = "evaltui"
_EARLIEST = datetime(1980, 1, 1)


def moment(as_of: date, epoch: str | None = None) -> datetime:
    """The time written into a file: SOURCE_DATE_EPOCH (seconds, as in the environment) where set, else midnight of `as_of`."""
    if epoch and epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC).replace(tzinfo=None)
    return datetime(as_of.year, as_of.month, as_of.day)


def repacked(data: bytes, when: datetime, title: str = "") -> bytes:
    """The zip `data` with members in order of name, all dated `when`, its core properties written anew."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        members = {name: source.read(name) for name in source.namelist()}
    if CORE in members:
        members[CORE] = core_properties(when, title)
    return packed(members, when)


def packed(members: Mapping[str, bytes], when: datetime) -> bytes:
    """A zip of `members`, the same bytes whatever the order, clock, time zone and umask."""
    stamp = max(when, _EARLIEST)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        for name in sorted(members):
            info = zipfile.ZipInfo(
                name, (stamp.year, stamp.month, stamp.day, stamp.hour, stamp.minute, stamp.second // 2 * 2)
            )
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o600 << 16
            target.writestr(info, members[name])
    return out.getvalue()


def core_properties(when: datetime, title: str) -> bytes:
    """docProps/core.xml: who made the file (this program) and when (never the clock)."""
    stamp = when.strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{CREATOR}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified>'
        "</cp:coreProperties>"
    ).encode()
