"""Adds objects to a finished PDF file: a tree of tags has too many of them to be built one by one in a library.

A paper of 640 pages has a hundred thousand elements. Their texts are packed into streams behind what the library wrote, and
one table of all places takes the place of its own: the file is as if it had been written at once.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterator, Sequence

from pikepdf import Pdf

IN_A_STREAM = 200
PLACE = struct.Struct(">BIH")  #: kind, offset or stream, generation or place in the stream
AT_OFFSET, IN_STREAM = 1, 2


class _File:
    """A file that grows at its end, and the places of its objects."""

    def __init__(self, data: bytes, saved: Pdf) -> None:
        table = int(data[data.rindex(b"startxref") + 9 :].split()[0])
        self.trailer = saved.trailer
        self.places = dict(enumerate(_places(data, table, list(map(int, self.trailer.W)))))
        self.body = bytearray(data[:table])
        self.next = first_free(saved)
        if int(data[table:].split(maxsplit=1)[0]) != self.next:
            raise ValueError("the table of places is not the last object")
        del self.places[self.next]  # the old table itself; its number is given again

    def stream(self, head: str, content: bytes, number: int) -> None:
        packed = zlib.compress(content, 9)
        self.places[number] = (AT_OFFSET, len(self.body), 0)
        self.body += f"{number} 0 obj\n<<{head}/Filter/FlateDecode/Length {len(packed)}>>\nstream\n".encode()
        self.body += packed + b"\nendstream\nendobj\n"


def first_free(saved: Pdf) -> int:
    """The number that the first added object will have: that of the table of places, which is written last."""
    return int(saved.trailer.Size) - 1


def with_objects(data: bytes, saved: Pdf, added: Sequence[bytes], replaced: dict[int, bytes]) -> bytes:
    """The file ``data``, opened as ``saved``, with objects added from ``first_free`` on, and others in place of what it has.

    It must be written with object streams, as ``pikepdf.Pdf.save`` can. The same input is the same bytes.
    """
    file = _File(data, saved)
    objects = [*enumerate(added, start=file.next), *sorted(replaced.items())]
    number = file.next + len(added)
    for first in range(0, len(objects), IN_A_STREAM):
        some = objects[first : first + IN_A_STREAM]
        heads, content = "", b""
        for place, (each, text) in enumerate(some):
            file.places[each] = (IN_STREAM, number, place)
            heads += f"{each} {len(content)} "
            content += text + b"\n"
        file.stream(f"/Type/ObjStm/N {len(some)}/First {len(heads)}", heads.encode() + content, number)
        number += 1
    table = len(file.body)
    file.places[number] = (AT_OFFSET, table, 0)
    rows = b"".join(PLACE.pack(*file.places[each]) for each in range(number + 1))
    identity = hashlib.md5(file.body, usedforsecurity=False).hexdigest()
    head = f"/Type/XRef/Size {number + 1}/W[1 4 2]/ID[<{identity}><{identity}>]"
    for name in ("Root", "Info"):
        head += f"/{name} {file.trailer[f'/{name}'].objgen[0]} 0 R"
    file.stream(head, rows, number)
    file.body += f"startxref\n{table}\n%%EOF\n".encode()
    return bytes(file.body)


def _places(data: bytes, table: int, widths: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """What the table of places at an offset says of each object, from number 0 on."""
    start = data.index(b"stream", table)
    head, content = data[table:start], data[start + 6 :].removeprefix(b"\r").removeprefix(b"\n")
    rows = zlib.decompressobj().decompress(content) if b"/FlateDecode" in head else content
    size = sum(widths)
    above = bytes(size)
    step = size + 1 if b"/Predictor" in head else size
    for first in range(0, len(rows) - size + 1, step):
        row = rows[first + step - size : first + step]
        if step > size and rows[first] == 2:  # each byte is the difference to the one above
            row = bytes((byte + over) & 255 for byte, over in zip(row, above, strict=True))
        above = row
        kind, where, rest = (
            int.from_bytes(row[sum(widths[:place]) : sum(widths[: place + 1])], "big") for place in range(3)
        )
        yield kind, where, rest
