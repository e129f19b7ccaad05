"""Draws docs/images/sheets: a picture of every tab, from the spreadsheet that the demo makes.

Needs LibreOffice and poppler (``soffice`` and ``pdftoppm``) besides the environment; both are only used here.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image, ImageChops

from cli.demo.center import demo_services, do_job, make_center
from cli.wiring.bootstrap import load_problem, sample_path
from domain.sheet_jobs.catalogue import PUBLISH, RUN_SELECTED
from sheets.headers import find_headers
from sheets.layout import OPTIMIZATION_CENTER, ROADMAP, Layout
from sheets.layout.inputs import SCENARIO_CONFIG
from sheets.workbook import CellWrite, WriteBatch
from sheets.xlsx.workbook import XlsxWorkbook

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images" / "sheets"
ROWS_SHOWN = 9
LINES_SHOWN = 2
MORE_TOKENS = 126
DOTS_PER_INCH = 110
SCALE = 75
MARGIN = 6
GAP = 14
COLOURS = 48
WRAPPED_FROM = 30
A4 = "9"
FONT = "Liberation Sans"
FULL = 1.2
HELD = 1.6
LINE_HEIGHT = 13.5
TICKED = '"TRUE";"TRUE";"FALSE"'
BLANK = "#FFFFFF"


def draw(workbook: Path, layout: Layout, folder: Path) -> None:
    """Draw every tab of a workbook, each to a file of its name."""
    for tab in layout.tabs:
        path = IMAGES / f"{tab.name.lower()}.png"
        picture = _page(workbook, folder) if tab.charts else _picture(workbook, tab.name, folder)
        picture.save(path, optimize=True)
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB, {picture.width} x {picture.height}")


def _page(workbook: Path, folder: Path) -> Image.Image:
    """The first page as it is printed, with its charts."""
    _run("soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(workbook))
    printed = str(folder / f"{workbook.stem}.pdf")
    _run("pdftoppm", "-png", "-r", str(DOTS_PER_INCH), "-l", "1", "-singlefile", printed, str(folder / "page"))
    return _without_paper(folder / "page.png").quantize(COLOURS)


def _picture(workbook: Path, tab: str, folder: Path) -> Image.Image:
    """The first rows of a tab as they look on paper; a wide tab goes on below, its first column again at the left."""
    book = openpyxl.load_workbook(workbook)
    for name in book.sheetnames:
        if name != tab:
            del book[name]
    _lay_out(book[tab])
    copy = folder / f"{tab}.xlsx"
    book.save(copy)
    _run("soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(copy))
    _run("pdftoppm", "-png", "-r", str(DOTS_PER_INCH), str(copy.with_suffix(".pdf")), str(folder / f"{tab}-page"))
    strips = [_without_paper(page) for page in sorted(folder.glob(f"{tab}-page-*.png"))]
    size = (max(strip.width for strip in strips), sum(strip.height + GAP for strip in strips) - GAP)
    whole, top = Image.new("RGB", size, BLANK), 0
    for strip in strips:
        whole.paste(strip, (0, top))
        top += strip.height + GAP
    return whole.quantize(COLOURS)


def _without_paper(page: Path) -> Image.Image:
    with Image.open(page) as image:
        whole = image.convert("RGB")
    inked = ImageChops.difference(whole, Image.new("RGB", whole.size, BLANK)).getbbox()
    left, top, right, bottom = inked or (0, 0, *whole.size)
    return whole.crop((left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN))


def _lay_out(sheet: Worksheet) -> None:
    """With grid lines and the letters of the columns; long texts wrapped, and cut after a few lines."""
    if sheet.max_row > ROWS_SHOWN:
        sheet.delete_rows(ROWS_SHOWN + 1, sheet.max_row)
    lines = dict.fromkeys(range(1, sheet.max_row + 1), 1)
    for number, column in enumerate(sheet.columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].hidden = False
        width = sheet.column_dimensions[get_column_letter(number)].width
        for cell in column:
            cell.font = Font(name=FONT, bold=cell.row == 1)
            cell.alignment = Alignment(wrap_text=width >= WRAPPED_FROM, vertical="top")
            if isinstance(cell.value, bool):
                cell.number_format = TICKED
            elif isinstance(cell.value, str) and width < WRAPPED_FROM and len(cell.value) > width * HELD:
                cell.value = f"{cell.value[: int(width)]}…"
            elif width >= WRAPPED_FROM and cell.value is not None:
                shown = textwrap.wrap(str(cell.value), int(width * FULL), max_lines=LINES_SHOWN, placeholder=" …")
                cell.value = "\n".join(shown)
                lines[cell.row] = max(lines[cell.row], len(shown))
    for row, count in lines.items():
        sheet.row_dimensions[row].height = LINE_HEIGHT * count
    sheet.print_title_cols = "A:A"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=False)
    sheet.HeaderFooter = HeaderFooter()
    sheet.page_setup.scale = SCALE
    sheet.page_margins = PageMargins(0.3, 0.3, 0.3, 0.3)
    sheet.print_options.gridLines = sheet.print_options.headings = True


def _set_capacity(center: Path) -> None:
    """Give the scenario a few tokens more, so that the next run has something to say in Changes."""
    workbook = XlsxWorkbook(center)
    columns = find_headers(SCENARIO_CONFIG, workbook.read([SCENARIO_CONFIG.name])[SCENARIO_CONFIG.name]).columns
    workbook.write(WriteBatch([CellWrite(SCENARIO_CONFIG.name, 1, columns["capacity_total_tokens"], MORE_TOKENS)]))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def main() -> None:
    """Have the jobs done over new spreadsheets with the sample, and draw them."""
    problem = load_problem(str(sample_path())).problem
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        center, roadmap = folder / "center.xlsx", folder / "roadmap.xlsx"
        make_center(center, problem)
        XlsxWorkbook(roadmap).setup(ROADMAP)
        with demo_services() as services:
            for job in (RUN_SELECTED, RUN_SELECTED, PUBLISH):
                answered = do_job(services, job, {"workbook": center, "roadmap": roadmap})
                if answered.action.error_text:
                    sys.exit(f"{job}: {answered.action.error_text}")
                if job != PUBLISH:
                    _set_capacity(center)
        draw(center, OPTIMIZATION_CENTER, folder)
        draw(roadmap, ROADMAP, folder)


if __name__ == "__main__":
    main()
