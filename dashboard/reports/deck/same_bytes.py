"""Make a written file the same, byte for byte, whenever it is written from the same data."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

# The earliest day a ZIP archive can name.
NO_DAY = (1980, 1, 1, 0, 0, 0)
WRITTEN = re.compile(
    rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:(?:created|modified)>)"
)


def steady(package: bytes, dated: date) -> bytes:
    """Return an Office file whose parts, and workbooks within it, carry `dated` and no clock."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename.endswith(".xlsx"):
                content = steady(content, dated)
            elif entry.filename == "docProps/core.xml":
                stamp = f"{dated.isoformat()}T00:00:00Z".encode()
                content = WRITTEN.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            written = zipfile.ZipInfo(entry.filename, NO_DAY)
            written.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(written, content)
    return out.getvalue()
