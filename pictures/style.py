"""How every picture looks and speaks: colours that colour-blind people tell apart, quiet axes, words and figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from matplotlib.figure import Figure

from domain.rules.wording import grouped

_DECIMALS = 3


def clean(text: str) -> str:
    """A text on one line without characters that an SVG document must not hold."""
    return "".join(c if c.isprintable() else " " if c in "\n\r\t" else "\N{REPLACEMENT CHARACTER}" for c in text)


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters, an ellipsis in place of the rest."""
    text = clean(text)
    return text if len(text) <= most else text[: most - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def figure(value: Decimal | int | float, beside: Decimal | None = None) -> str:
    """A number with thousands set apart, in three decimals where it has more; in full where it would look like another.

    beside: the other one, such as the limit that it is held against.
    """
    exact = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    return grouped(exact, beside, _DECIMALS)


def counted(number: Decimal | int, one: str) -> str:
    """A number with its noun: ``1 token``, ``3 tokens``."""
    return f"{figure(number)} {one if number == 1 else one + 's'}"


BLUE = "#0072B2"
ORANGE = "#E69F00"
GREEN = "#009E73"
VERMILION = "#D55E00"
SKY = "#56B4E9"
PURPLE = "#CC79A7"
PALETTE = (BLUE, ORANGE, GREEN, VERMILION, SKY, PURPLE)
"""The colours of Okabe and Ito, told apart with every common kind of colour blindness."""

INK = "#222222"
QUIET = "#666666"
FAINT = "#D9D9D9"
PAPER = "#FFFFFF"

TITLE, NORMAL, SMALL = 13.0, 10.0, 9.0
"""Sizes of text, in points."""

SETTINGS: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "optimization-engine",
    "font.family": ["DejaVu Sans"],
    "font.size": NORMAL,
    "text.parse_math": False,
    "text.color": INK,
    "axes.edgecolor": QUIET,
    "axes.labelcolor": INK,
    "axes.titlesize": TITLE,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.formatter.useoffset": False,
    "axes.unicode_minus": True,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "grid.color": FAINT,
    "grid.linewidth": 0.6,
    "legend.frameon": False,
    "legend.handlelength": 2.6,
    "legend.fontsize": SMALL,
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
}
"""Settings of the plotting library, in force only while a picture is drawn."""


def name_picture(canvas: Figure, title: str) -> None:
    """Write the title over everything."""
    canvas.suptitle(title, fontsize=TITLE, weight="bold", ha="left", x=0.01)
