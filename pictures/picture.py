"""A picture that can be had as SVG or PNG; the same results always give the same bytes."""

from __future__ import annotations

import io
import logging
import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from pictures.style import SETTINGS, clean

PIXELS_PER_INCH = 160
_ONE_AT_A_TIME = threading.Lock()
"""The settings of the library are those of the whole process, so that only one picture is drawn at a time."""

logging.getLogger("matplotlib").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Picture:
    """What is to be seen, in words too, for those who cannot see it.

    title: a few words. description: what the picture says, with its figures. width, height: in inches at 72
    units each (SVG) or 160 pixels each (PNG). paint: draws on an empty figure; called once for each rendering.
    """

    title: str
    description: str
    width: float
    height: float
    paint: Callable[[Figure], None]

    def svg(self) -> str:
        """An SVG document whose text is text, with an accessible title and description."""
        text = self._rendered(FigureCanvasSVG, "svg", metadata={"Date": None, "Creator": None}).decode("utf-8")
        opening = text.index("<svg ")
        inside = text.index(">", opening) + 1
        head = text[opening:inside].replace("<svg ", '<svg role="img" aria-labelledby="title description" ', 1)
        words = (
            f'\n <title id="title">{escape(clean(self.title))}</title>'
            f'\n <desc id="description">{escape(clean(self.description))}</desc>'
        )
        return f'<?xml version="1.0" encoding="utf-8"?>\n{head}{words}{text[inside:]}'

    def png(self) -> bytes:
        """A PNG file, with the title and description in it."""
        words = {"Title": clean(self.title), "Description": clean(self.description), "Software": None}
        return self._rendered(FigureCanvasAgg, "png", metadata=words, dpi=PIXELS_PER_INCH)

    def _rendered(self, canvas: Callable[[Figure], object], kind: str, **how: Any) -> bytes:
        out = io.BytesIO()
        with _ONE_AT_A_TIME, matplotlib.rc_context(SETTINGS), warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # A script that the font of the PNG lacks is drawn as boxes, and that is all.
            figure = Figure(figsize=(self.width, self.height), layout="constrained")
            canvas(figure)
            self.paint(figure)
            figure.savefig(out, format=kind, **how)
        return out.getvalue()
