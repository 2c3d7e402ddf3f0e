"""Small log-log charts as SVG: points of a few series, and a line through each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 64, 40, 44, 52
COLOURS = ("#1f5fa8", "#b3541e", "#3c7a3c")
STEPS = 40


@dataclass(frozen=True, slots=True)
class Series:
    """Points to show, and the line that was put through them."""

    name: str
    points: Sequence[tuple[float, float]]
    line: Callable[[float], float]


@dataclass(frozen=True, slots=True)
class _Scale:
    """Whole powers of ten that hold all values, laid out over pixels."""

    low: int
    high: int
    begin: float
    end: float

    def __call__(self, value: float) -> float:
        share = (log10(value) - self.low) / (self.high - self.low)
        return self.begin + share * (self.end - self.begin)

    def ticks(self) -> list[float]:
        return [10.0**power for power in range(self.low, self.high + 1)]


def chart(title: str, across: str, up: str, series: Sequence[Series]) -> str:
    """The chart; both axes are logarithmic, so that a straight line is a power."""
    points = [point for each in series for point in each.points]
    x = _scale([at for at, _ in points], LEFT, WIDTH - RIGHT)
    y = _scale([value for _, value in points], HEIGHT - BOTTOM, TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'font-family="sans-serif" font-size="12" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        _text(LEFT, 18, title, "start", "#222222", bold=True),
        *_grid(x, y),
        _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, across, "middle"),
        _text(LEFT, TOP - 8, up, "start"),
    ]
    for at, each in enumerate(series):
        parts += _drawn(each, x, y, COLOURS[at % len(COLOURS)])
    parts += _legend(series)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _scale(values: Sequence[float], begin: float, end: float) -> _Scale:
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    return _Scale(low, max(high, low + 1), begin, end)


def _grid(x: _Scale, y: _Scale) -> list[str]:
    parts = []
    for value in x.ticks():
        parts.append(_rule(x(value), TOP, x(value), HEIGHT - BOTTOM))
        parts.append(_text(x(value), HEIGHT - BOTTOM + 18, _said(value), "middle"))
    for value in y.ticks():
        parts.append(_rule(LEFT, y(value), WIDTH - RIGHT, y(value)))
        parts.append(_text(LEFT - 8, y(value) + 4, _said(value), "end"))
    return parts


def _drawn(series: Series, x: _Scale, y: _Scale, colour: str) -> list[str]:
    low, high = (log10(series.points[at][0]) for at in (0, -1))
    places = [10 ** (low + (high - low) * at / STEPS) for at in range(STEPS + 1)]
    ground = 10.0**y.low
    path = " ".join(
        f"{x(at):.1f},{y(max(series.line(at), ground)):.1f}" for at in places
    )
    line = f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5" stroke-opacity="0.6"/>'
    dots = [
        f'<circle cx="{x(at):.1f}" cy="{y(value):.1f}" r="4" fill="{colour}"/>'
        for at, value in series.points
    ]
    return [line, *dots]


def _legend(series: Sequence[Series]) -> list[str]:
    parts = []
    for at, each in enumerate(series):
        height = HEIGHT - BOTTOM - 14 - 18 * (len(series) - 1 - at)
        colour = COLOURS[at % len(COLOURS)]
        parts.append(
            f'<circle cx="{WIDTH - RIGHT - 8}" cy="{height - 4}" r="4" fill="{colour}"/>'
        )
        parts.append(_text(WIDTH - RIGHT - 20, height, each.name, "end", colour))
    return parts


def _text(
    x: float,
    y: float,
    text: str,
    anchor: str,
    colour: str = "#555555",
    *,
    bold: bool = False,
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"{weight}>{escape(text)}</text>'


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#dddddd"/>'


def _said(value: float) -> str:
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"
