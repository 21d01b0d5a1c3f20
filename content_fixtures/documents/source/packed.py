"""A PDF of Chromium's made small: what its tags say takes three quarters of the file, and Chromium does not pack it.

Objects that are no streams move into object streams (PDF 1.5). What names the program and the hour of printing is left out,
so that the same paper is the same file, and readers show the title, not the file's name.
"""

import re
import zlib
from pathlib import Path

EACH = 200
OBJECT = re.compile(rb"(\d+) 0 obj\s*(.*)\s*endobj\s*$", re.DOTALL)


def pack(path: Path) -> None:
    """Write it anew, packed.

    Raises:
        ValueError: for a file that is not as Chromium writes them.
    """
    whole = path.read_bytes()
    root, info, objects = _read(whole)
    objects[info] = re.sub(
        rb"/(Creator|Producer) \((?:\\.|[^)\\])*\)|/(Creation|Mod)Date \([^)]*\)", b"", objects[info]
    )
    path.write_bytes(_written(root, info, objects))


def _read(whole: bytes) -> tuple[int, int, dict[int, bytes]]:
    table = int(whole.rstrip().removesuffix(b"%%EOF").split()[-1])
    trailer = whole[whole.rindex(b"trailer") :]
    found = [re.search(rb"/%s (\d+) 0 R" % name, trailer) for name in (b"Root", b"Info")]
    starts = [int(row[:10]) for row in re.findall(rb"\d{10} \d{5} n", whole[table:])]
    if not all(found) or not starts:
        raise ValueError("this is no PDF as Chromium writes it")
    objects: dict[int, bytes] = {}
    for start, end in zip(sorted(starts), [*sorted(starts)[1:], table], strict=True):
        if (one := OBJECT.match(whole[start:end])) is None:
            raise ValueError(f"there is no object at {start}")
        objects[int(one[1])] = one[2]
    root, info = (int(one[1]) for one in found if one)
    return root, info, objects


def _written(root: int, info: int, objects: dict[int, bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    loose = [number for number in sorted(objects) if not _is_stream(objects[number])]
    number = max(objects)
    for at in range(0, len(loose), EACH):
        number += 1
        inside = loose[at : at + EACH]
        for index, one in enumerate(inside):
            places[one] = (2, number, index)
        objects[number] = _stream_of([(one, objects[one]) for one in inside])
    for one in sorted(set(objects) - set(loose)):
        places[one] = (1, len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (one, objects[one])
    table = number + 1
    start = len(out)
    places[table] = (1, start, 0)
    rows = b"".join(_entry(*places.get(one, (0, 0, 0))) for one in range(table + 1))
    said = b"/Type /XRef /W [1 4 2] /Size %d /Root %d 0 R /Info %d 0 R" % (table + 1, root, info)
    out += b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, _deflated(said, rows), start)
    return bytes(out)


def _is_stream(body: bytes) -> bool:
    return body.rstrip().endswith(b"endstream")


def _stream_of(inside: list[tuple[int, bytes]]) -> bytes:
    heads, bodies = [], bytearray()
    for number, body in inside:
        heads.append(b"%d %d" % (number, len(bodies)))
        bodies += body + b"\n"
    head = b" ".join(heads) + b"\n"
    return _deflated(b"/Type /ObjStm /N %d /First %d" % (len(inside), len(head)), head + bytes(bodies))


def _deflated(said: bytes, data: bytes) -> bytes:
    packed = zlib.compress(data, 9)
    return b"<<%s /Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream" % (said, len(packed), packed)


def _entry(kind: int, place: int, index: int) -> bytes:
    return bytes([kind]) + place.to_bytes(4, "big") + index.to_bytes(2, "big")
