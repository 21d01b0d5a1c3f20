"""The stones of Market Square, and confetti."""

from . import palette as ink
from .land import ground
from .paths import ellipse
from .svg import Art, fill, group, line


def setts(art: Art, top: float, paint: str = "#c9b690") -> str:
    """The square's stone floor."""
    parts = [ground(art, top, paint, deep=ink.DAMSON)]
    lines = "".join(
        f"M{800 + (x - 800) * 0.5:.0f} {top}L{800 + (x - 800) * 1.9:.0f} 1000" for x in range(-700, 2400, 110)
    )
    y, step = top + 8.0, 14.0
    while y < 1000:
        lines += f"M0 {y:.0f}H1600"
        y += step
        step *= 1.22
    return group(*parts, line(lines, ink.darker(paint, 0.22), 2, opacity=0.6))


def confetti(art: Art, left: float, right: float, top: float, bottom: float, count: int) -> str:
    """Paper petals in the air."""
    random, parts = art.random, []
    for _ in range(count):
        x, y, size = random.uniform(left, right), random.uniform(top, bottom), random.uniform(4, 9)
        tone = random.choice((ink.WHEAT, ink.CREAM, ink.ROSE, ink.LILAC, ink.SAGE))
        parts.append(
            fill(
                ellipse(x, y, size, size * 0.55),
                tone,
                transform=f"rotate({random.randrange(180)} {x:.0f} {y:.0f})",
            )
        )
    return group(*parts)
