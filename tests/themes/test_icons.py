"""The icons of the installed site are drawn from the crest as it is now."""

import struct

import pytest

from running.icons import FOLDER, ICONS, STAMP, drawn_from


def test_they_are_no_older_than_the_drawing():
    assert STAMP.read_text().strip() == drawn_from(), "favicon.svg has changed: run python -m running.icons"


@pytest.mark.parametrize(("name", "size"), [(name, size) for name, size, _share, _ground in ICONS])
def test_each_is_a_picture_of_its_size(name, size):
    head = (FOLDER / name).read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", head[16:24]) == (size, size)
