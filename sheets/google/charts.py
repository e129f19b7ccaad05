"""Charts of a Google spreadsheet: made with their tab, and led to the rows that they are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from sheets.layout import Chart, Tab
from sheets.workbook import NO_ROWS, ChartRows

Request = dict[str, Any]
_WIDTH, _HEIGHT, _GAP, _ROW = 490, 265, 12, 21
_COLOURS = ({"red": 0.122, "green": 0.306, "blue": 0.475}, {"red": 0.741, "green": 0.843, "blue": 0.933})


def add_charts(sheet_id: int, tab: Tab) -> list[Request]:
    """The charts of a new tab, to the right of its columns; they show no rows yet."""
    return [
        {
            "addChart": {
                "chart": {
                    "spec": _spec(sheet_id, tab, chart),
                    "position": {
                        "overlayPosition": {
                            "anchorCell": {"sheetId": sheet_id, "rowIndex": 1, "columnIndex": len(tab.columns) - 1},
                            "offsetXPixels": tab.columns[-1].width * 7 + 15,
                            "offsetYPixels": number * (_HEIGHT + _GAP),
                            "widthPixels": _WIDTH,
                            "heightPixels": _HEIGHT,
                        }
                    },
                }
            }
        }
        for number, chart in enumerate(tab.charts)
    ]


def _spec(sheet_id: int, tab: Tab, chart: Chart) -> Request:
    names = [column.name for column in tab.columns]
    has_headers = len(chart.series) > 1

    def data(name: str) -> Request:
        at = names.index(name)
        side = {"sheetId": sheet_id, "startColumnIndex": at, "endColumnIndex": at + 1}
        header = [{**side, "startRowIndex": 0, "endRowIndex": 1}] if has_headers else []
        return {"sourceRange": {"sources": [*header, {**side, "startRowIndex": NO_ROWS, "endRowIndex": NO_ROWS + 1}]}}

    series = [
        {"series": data(name), "targetAxis": "BOTTOM_AXIS", "colorStyle": {"rgbColor": _COLOURS[number]}}
        for number, name in enumerate(chart.series)
    ]
    basic = {
        "chartType": "BAR",
        "legendPosition": "BOTTOM_LEGEND" if has_headers else "NO_LEGEND",
        "headerCount": 1 if has_headers else 0,
        "domains": [{"domain": data(chart.labels)}],
        "series": series,
    }
    return {"title": chart.title, "basicChart": basic}


def refits(
    charts: Iterable[ChartRows], known: Mapping[str, Sequence[Mapping[str, Any]]], rows: Mapping[str, int]
) -> list[Request]:
    """What has to be done so that charts show their rows.

    known: by tab, the charts that it was read with. rows: how many it has; what lies below is refused.
    """
    requests = []
    for chart in charts:
        for found in known.get(chart.tab, ()):
            if found.get("spec", {}).get("title") == chart.title:
                spec = deepcopy(dict(found["spec"]))
                if _lead(spec, chart, rows.get(chart.tab, NO_ROWS + 1)):
                    requests.append({"updateChartSpec": {"chartId": found["chartId"], "spec": spec}})
    return requests


def _lead(spec: Mapping[str, Any], chart: ChartRows, most: int) -> bool:
    """Change the ranges of a chart, the last one of each of its parts; whether any was another."""
    basic = spec.get("basicChart", {})
    parts = [part.get("domain") for part in basic.get("domains", ())]
    parts += [part.get("series") for part in basic.get("series", ())]
    is_changed = False
    for part in filter(None, parts):
        sources = part.get("sourceRange", {}).get("sources", ())
        if sources:
            rows = {"startRowIndex": min(chart.first, most - 1), "endRowIndex": min(chart.last + 1, most)}
            is_changed |= any(sources[-1].get(name, 0) != at for name, at in rows.items())
            sources[-1].update(rows)
    return is_changed
