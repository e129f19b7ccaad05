"""Charts of a file: made with its tabs, and led to the rows that they are about whenever those are written."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.utils import get_column_letter

from sheets.layout import Kind, Tab
from sheets.workbook import NO_ROWS, ChartRows
from sheets.xlsx.package import Package, read_part, related_parts

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTH, _HEIGHT, _ROWS = 14, 7, 14
"""In centimetres, and in rows from one chart to the next."""
_TITLE, _SMALL = 1100, 700
_MOST_SHOWN = 2
"""The share at which bars end, since a single one beyond all measure would leave no room for the others."""
_COLOURS = ("1F4E79", "BDD7EE")
_REFERENCE = re.compile(rb"(<(?:\w+:)?f>)([^<]*?)!(\$[A-Z]+)\$([0-9]+)(?::(\$[A-Z]+)\$([0-9]+))?(</(?:\w+:)?f>)")
_FRAME = re.compile(rb"<((?:\w+:)?graphicFrame)\b.*?</\1>", re.DOTALL)
_LEADS_TO = re.compile(rb"<(?:\w+:)?chart\b[^>]*\s(?:\w+:)?id=[\"']([^\"']+)[\"']")
_NAMED = re.compile(rb"(<(?:\w+:)?cNvPr\b[^>]*?)(/?>)")
_HIDDEN = re.compile(rb"\shidden=[\"'][^\"']*[\"']")
_CACHE = re.compile(rb"<((?:\w+:)?(?:str|num)Cache)>.*?</\1>", re.DOTALL)


def draw_charts(sheet: Worksheet, tab: Tab) -> None:
    """Put the charts of a new tab to the right of its columns, one below the other; they show no rows yet."""
    for number, chart in enumerate(tab.charts):
        bars = BarChart()
        bars.type, bars.gapWidth = "bar", 50
        bars.width, bars.height = _WIDTH, _HEIGHT
        bars.title = _title(chart.title)
        for series, name in enumerate(chart.series):
            at = _column(tab, name)
            bars.add_data(Reference(sheet, at, NO_ROWS + 1, at, NO_ROWS + 1))
            made = bars.series[series]
            made.tx = SeriesLabel(v=chart.names[series] if chart.names else name)
            made.graphicalProperties = GraphicalProperties(solidFill=_COLOURS[series])
            bars.set_categories(Reference(sheet, _column(tab, chart.labels), NO_ROWS + 1))
        is_share = tab.by_name[chart.series[0]].kind is Kind.SHARE
        bars.y_axis.numFmt = "0%" if is_share else "#,##0"
        bars.y_axis.scaling.min = 0
        if is_share:
            bars.y_axis.scaling.max = _MOST_SHOWN
        bars.y_axis.majorGridlines = None
        bars.x_axis.scaling.orientation = "maxMin"
        bars.x_axis.tickLblSkip = 1
        bars.x_axis.delete, bars.y_axis.delete = False, True
        bars.x_axis.txPr = _text()
        bars.dataLabels = DataLabelList(
            showVal=True, showSerName=False, showCatName=False, showLegendKey=False, txPr=_text()
        )
        if len(chart.series) == 1:
            bars.legend = None
        else:
            bars.legend.position, bars.legend.txPr = "b", _text()
        sheet.add_chart(bars, f"{get_column_letter(len(tab.columns) + 2)}{2 + number * _ROWS}")


def _title(text: str) -> Title:
    letters = CharacterProperties(sz=_TITLE, b=True)
    line = Paragraph(pPr=ParagraphProperties(defRPr=letters), r=[RegularTextRun(t=text, rPr=letters)])
    return Title(tx=Text(rich=RichText(p=[line])), overlay=False)


def _text() -> RichText:
    """Small letters."""
    small = ParagraphProperties(defRPr=CharacterProperties(sz=_SMALL))
    return RichText(p=[Paragraph(pPr=small, endParaRPr=CharacterProperties(sz=_SMALL))])


def _column(tab: Tab, name: str) -> int:
    return [column.name for column in tab.columns].index(name) + 1


def refitted(archive: zipfile.ZipFile, package: Package, charts: Iterable[ChartRows]) -> Mapping[str, bytes]:
    """The parts of charts that have to show other rows than they do, and of drawings that have to hide one without any.

    A chart that people took out stays out.
    """
    changed: dict[str, bytes] = {}
    wanted = list(charts)
    for tab in dict.fromkeys(chart.tab for chart in wanted):
        for drawing, (_, kind) in related_parts(archive, package.tabs[tab]).items():
            hides: dict[bytes, bool] = {}
            for part, (identity, _) in related_parts(archive, drawing).items() if kind == "drawing" else ():
                data = read_part(archive, part)
                for chart in wanted:
                    if chart.tab == tab and f">{escape(chart.title)}</".encode() in data:
                        now = _led(data, chart)
                        is_empty = chart.first == NO_ROWS
                        if is_empty or b"$%d<" % (NO_ROWS + 1) in data:
                            hides[identity.encode()] = is_empty
                        if now != data:
                            changed[part] = now
            if hides and (shown := _shown(before := read_part(archive, drawing), hides)) != before:
                changed[drawing] = shown
    return changed


def _shown(drawing: bytes, hides: Mapping[bytes, bool]) -> bytes:
    """The drawing with the charts hidden or not, by what leads to them; their places and sizes stay."""

    def shown(found: re.Match[bytes]) -> bytes:
        leads_to = _LEADS_TO.search(found[0])
        if leads_to is None or leads_to[1] not in hides:
            return found[0]
        hidden = b' hidden="1"' if hides[leads_to[1]] else b""
        return _NAMED.sub(lambda named: _HIDDEN.sub(b"", named[1]).rstrip() + hidden + named[2], found[0], count=1)

    return _FRAME.sub(shown, drawing)


def _led(data: bytes, chart: ChartRows) -> bytes:
    """The chart with its ranges on other rows, and without what it remembers of the old ones; headers stay."""
    first, last = b"%d" % (chart.first + 1), b"%d" % (chart.last + 1)
    is_changed = False

    def led(found: re.Match[bytes]) -> bytes:
        nonlocal is_changed
        opening, tab, column, top, right, bottom, closing = found.groups()
        is_header = right is None and top == b"1"
        if is_header or tab.strip(b"'").decode() not in (chart.tab, escape(chart.tab)):
            return found[0]
        is_changed |= (top, bottom or top) != (first, last)
        return b"%s%s!%s$%s:%s$%s%s" % (opening, tab, column, first, right or column, last, closing)

    now = _REFERENCE.sub(led, data)
    return _CACHE.sub(b"", now) if is_changed else data
