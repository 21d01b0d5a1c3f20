"""Marlshire's colours as printing inks: pine, marl, wheat, damson, and the clay of its bricks."""

import colorsys

PINE_INK = "#0b2a24"
PINE = "#14433a"
PINE_MID = "#1f6152"
FERN = "#3d8168"
SAGE = "#74a68c"
MIST = "#b4d2c2"
DEW = "#d7e7da"

MARL = "#f6efdd"
CREAM = "#fdf8ea"
CLAY = "#e6d3ab"
SAND = "#d2b98a"
STONE = "#c4b18d"

WHEAT = "#f3b73e"
WHEAT_PALE = "#f9d98e"
OCHRE = "#d58f2c"

BRICK = "#a8553a"
TERRACOTTA = "#c9704a"
ROSE = "#e3a083"
RUST = "#85402f"

DAMSON_INK = "#2b1430"
DAMSON = "#5b2a59"
PLUM = "#86497f"
MAUVE = "#b98bb0"
LILAC = "#e0c6da"

SLATE = "#5d6a6b"
SLATE_DARK = "#3c484b"
STEEL = "#93a3a1"
SKY_BLUE = "#8fc0bd"

HI_VIS = "#f2832b"
HI_VIS_LIME = "#d9dd3f"
SILVER = "#eef1e6"

SKINS = ("#f2cba8", "#e4ae84", "#c68a5c", "#9a6142", "#6d442f", "#4f3024")
HAIRS = ("#2a1d1c", "#4a2f25", "#7a4a2a", "#b9813f", "#b0aaa3", "#e2ddd2")


def mix(one: str, other: str, share: float) -> str:
    """``share`` of the other ink in the one."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def darker(ink: str, share: float = 0.25) -> str:
    """The ink in shade: towards damson, never towards black."""
    return mix(ink, DAMSON_INK, share)


def lighter(ink: str, share: float = 0.3) -> str:
    """The ink in the sun: towards warm cream."""
    return mix(ink, "#fff3d0", share)


def turned(ink: str, hue: float = 0.0, light: float = 0.0) -> str:
    """The ink with its hue and lightness moved a little, so that no two leaves are the same."""
    h, lightness, s = colorsys.rgb_to_hls(*(part / 255 for part in _parts(ink)))
    moved = colorsys.hls_to_rgb((h + hue) % 1, min(1, max(0, lightness + light)), s)
    return "#" + "".join(f"{round(part * 255):02x}" for part in moved)


def _parts(ink: str) -> tuple[int, int, int]:
    return int(ink[1:3], 16), int(ink[3:5], 16), int(ink[5:7], 16)
