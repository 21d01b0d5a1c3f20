"""The sheet that is printed on: elements, gradients, clips, and the filters that give ink its grain.

Light comes from the upper right in every picture. The filters ``form-*`` shade whatever they are given on the
side away from it, with the stippled edge of a hand-grained printing plate.
"""

from collections.abc import Iterable
from random import Random
from typing import Any

from .palette import DAMSON_INK, WHEAT_PALE
from .paths import n

WIDTH, HEIGHT = 1600, 1000

Stop = tuple[float, str, float]


def e(name: str, content: str = "", **attributes: Any) -> str:
    """An element; ``stroke_width=2`` becomes ``stroke-width="2"``, what is None is left out."""
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{n(value) if isinstance(value, float) else value}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{told}>{content}</{name}>" if content else f"<{name}{told}/>"


def fill(d: str, ink: str, **attributes: Any) -> str:
    """An outline filled with ink."""
    return e("path", d=d, fill=ink, **attributes)


def line(d: str, ink: str, width: float, **attributes: Any) -> str:
    """An outline drawn with a round pen."""
    attributes = {"stroke_linecap": "round", "stroke_linejoin": "round"} | attributes
    return e("path", d=d, fill="none", stroke=ink, stroke_width=float(width), **attributes)


def group(*parts: str, **attributes: Any) -> str:
    """Parts that move, fade or are filtered together."""
    return e("g", "".join(parts), **attributes)


def form(*parts: str, size: str = "m") -> str:
    """Parts that have a body: lit from the right, in shade at the left. Sizes xs, s, m, l, xl."""
    return e("g", "".join(parts), filter=f"url(#form-{size})")


def soft(*parts: str, size: int = 12, **attributes: Any) -> str:
    """Parts out of focus: mist, glow, shadow. Sizes 3, 12, 40."""
    return e("g", "".join(parts), filter=f"url(#soft-{size})", **attributes)


def stipple(*parts: str, **attributes: Any) -> str:
    """Parts whose half-transparent ink breaks into grain instead of fading."""
    return e("g", "".join(parts), filter="url(#stipple)", **attributes)


class Art:
    """One picture in the making: its chance, its definitions and its parts from back to front."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)  # noqa: S311 - the same picture every time
        self.parts: list[str] = []
        self._definitions: list[str] = []

    def add(self, *parts: str) -> None:
        """Print these on top of what is there."""
        self.parts.extend(parts)

    def _define(self, make: str) -> str:
        name = f"d{len(self._definitions)}"
        self._definitions.append(make.replace("NAME", name))
        return f"url(#{name})"

    def gradient(
        self, stops: Iterable[Stop], across: tuple[float, float, float, float] = (0, 0, 0, 1)
    ) -> str:
        """A fill that runs down its shape (or ``across``: x1 y1 x2 y2 as shares); stops are (place, ink, opacity)."""
        x1, y1, x2, y2 = across
        inside = "".join(
            f'<stop offset="{at:.2f}" stop-color="{ink}" stop-opacity="{opacity}"/>'
            for at, ink, opacity in stops
        )
        return self._define(
            f'<linearGradient id="NAME" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}">{inside}</linearGradient>'
        )

    def fade(
        self, ink: str, strong: float = 0.6, across: tuple[float, float, float, float] = (0, 0, 0, 1)
    ) -> str:
        """From ``strong`` to nothing: made for ``stipple``."""
        return self.gradient(((0, ink, strong), (1, ink, 0)), across)

    def glow(self, ink: str, strong: float = 0.8) -> str:
        """A round fill that is strong in its middle and nothing at its rim."""
        return self._define(
            f'<radialGradient id="NAME"><stop offset="0" stop-color="{ink}" stop-opacity="{strong}"/>'
            f'<stop offset="1" stop-color="{ink}" stop-opacity="0"/></radialGradient>'
        )

    def inside(self, d: str, *parts: str) -> str:
        """Parts seen only within an outline."""
        return e(
            "g", "".join(parts), clip_path=self._define(f'<clipPath id="NAME"><path d="{d}"/></clipPath>')
        )

    def svg(self) -> str:
        """The whole sheet, with its grain of paper."""
        body = "".join(self.parts)
        sheet = f'width="{WIDTH}" height="{HEIGHT}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {sheet}>'
            f"<defs>{FILTERS}{''.join(self._definitions)}</defs>"
            f'<rect {sheet} fill="#d9e2cf"/>{body}'
            f'<rect {sheet} filter="url(#paper)" opacity=".36" style="mix-blend-mode:soft-light"/></svg>'
        )


def _filter(name: str, inside: str, margin: int = 10) -> str:
    return (
        f'<filter id="{name}" x="-{margin}%" y="-{margin}%" width="{100 + 2 * margin}%" '
        f'height="{100 + 2 * margin}%" color-interpolation-filters="sRGB">{inside}</filter>'
    )


def _noise(frequency: float, result: str) -> str:
    """Grain as opacity: about a half everywhere."""
    return (
        f'<feTurbulence type="fractalNoise" baseFrequency="{frequency}" numOctaves="2" seed="7"/>'
        f'<feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  1.6 1.6 0 0 -1.1" result="{result}"/>'
    )


def _form(name: str, shift: float, blur: float, shade: float, light: float) -> str:
    """Shade on the left below, light on the right above, each where the shape moved aside no longer covers itself."""
    grain = _noise(0.55, "grain")

    def side(dx: float, dy: float, ink: str, strength: float, mode: str, onto: str, result: str) -> str:
        return (
            f'<feOffset in="SourceAlpha" dx="{dx}" dy="{dy}"/><feGaussianBlur stdDeviation="{blur}" result="moved"/>'
            f'<feComposite in="SourceAlpha" in2="moved" operator="out" result="rim"/>'
            f'<feComposite in="rim" in2="grain" operator="arithmetic" k2="1.5" k3="0.9" k4="-0.95"/>'
            f'<feComponentTransfer><feFuncA type="linear" slope="3"/></feComponentTransfer>'
            f'<feComposite in2="SourceAlpha" operator="in" result="where"/>'
            f'<feFlood flood-color="{ink}" flood-opacity="{strength}"/>'
            f'<feComposite in2="where" operator="in" result="ink"/>'
            f'<feBlend in="ink" in2="{onto}" mode="{mode}" result="{result}"/>'
        )

    return _filter(
        name,
        grain
        + side(shift, -shift * 0.7, DAMSON_INK, shade, "multiply", "SourceGraphic", "shaded")
        + side(-shift * 0.45, shift * 0.35, WHEAT_PALE, light, "soft-light", "shaded", "lit"),
    )


FILTERS = "".join(
    (
        _form("form-xs", 2.5, 1.2, 0.4, 0.5),
        _form("form-s", 6, 3, 0.42, 0.6),
        _form("form-m", 14, 7, 0.42, 0.6),
        _form("form-l", 34, 18, 0.42, 0.65),
        _form("form-xl", 80, 40, 0.42, 0.65),
        _filter("soft-3", '<feGaussianBlur stdDeviation="3"/>', 20),
        _filter("soft-12", '<feGaussianBlur stdDeviation="12"/>', 40),
        _filter("soft-40", '<feGaussianBlur stdDeviation="40"/>', 60),
        _filter(
            "stipple",
            _noise(0.55, "grain")
            + '<feComposite in="SourceAlpha" in2="grain" operator="arithmetic" k2="1" k3="1" k4="-1"/>'
            '<feComponentTransfer><feFuncA type="linear" slope="6"/></feComponentTransfer>'
            '<feComposite in2="SourceAlpha" operator="in" result="where"/>'
            '<feComponentTransfer in="SourceGraphic"><feFuncA type="linear" slope="20"/></feComponentTransfer>'
            '<feComposite in2="where" operator="in"/>',
            0,
        ),
        _filter(
            "rough",
            '<feTurbulence type="fractalNoise" baseFrequency=".045" numOctaves="2" seed="3"/>'
            '<feDisplacementMap in="SourceGraphic" scale="5" xChannelSelector="R" yChannelSelector="G"/>',
            3,
        ),
        _filter(
            "paper",
            '<feTurbulence type="fractalNoise" baseFrequency=".32" numOctaves="2" seed="11"/>'
            '<feColorMatrix values="0.6 0.6 0 0 -.1  0.6 0.6 0 0 -.1  0.6 0.6 0 0 -.1  0 0 0 0 1"/>',
            0,
        ),
    )
)
