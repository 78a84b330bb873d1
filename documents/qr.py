"""The QR code on each page of an issued paper: it leads a reader's telephone to the verification page."""

from collections.abc import Iterator

import segno
from django.utils.safestring import SafeString, mark_safe

QUIET_ZONE = 2  # modules; the white page around the code gives the rest of the four


def svg(address: str) -> SafeString:
    """Return the code for an address as an inline SVG element with one path."""
    code = segno.make(address, error="m", micro=False)
    rows = list(code.matrix)
    size = len(rows) + 2 * QUIET_ZONE
    path = "".join(_runs(rows))
    return mark_safe(  # noqa: S308 - numbers only; the address is inside the modules
        f'<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 {size} {size}" role="img"'
        f' aria-label="QR"><path d="{path}"/></svg>'
    )


def _runs(rows: list[bytearray]) -> Iterator[str]:
    """Yield one rectangle for every run of dark modules: few, and without hairlines between neighbours."""
    for y, row in enumerate(rows):
        start = None
        for x, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                yield f"M{start + QUIET_ZONE} {y + QUIET_ZONE}h{x - start}v1h-{x - start}z"
                start = None
