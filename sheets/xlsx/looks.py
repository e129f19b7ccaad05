"""How the tabs of a new file look and print: one page wide, headers on every page, filters, colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from sheets.layout import Kind, Tab
from sheets.layout.colours import GOOD, TICKED, Colours, coloured_words
from sheets.xlsx.extent import LAST_ROW

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_A4 = 9
_WRAPPED_FROM = 30
_FIGURES = (Kind.NUMBER, Kind.SHARE)


def make_presentable(sheet: Worksheet, tab: Tab) -> None:
    """Set up a new tab for reading and for print; its cells hold nothing yet."""
    last = get_column_letter(len(tab.columns))
    sheet.auto_filter.ref = f"A1:{last}{LAST_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 1 if tab.charts else 0
    sheet.print_options.horizontalCentered = bool(tab.charts)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6, footer=0.3)
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(_HeaderFooterPart("&A"), None, _HeaderFooterPart("&P / &N"))
    for number, column in enumerate(tab.columns, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].alignment = alignment(tab, number)
        if column.name in tab.details:
            sheet.column_dimensions[letter].outlineLevel = 1
            sheet.column_dimensions[letter].hidden = True


def alignment(tab: Tab, number: int, *, is_header: bool = False) -> Alignment:
    """Where the texts of a column stand, the first one being 1: apart from figures on their left, long ones wrapped."""
    column, seen = tab.columns[number - 1], [each for each in tab.columns[: number - 1] if each.name not in tab.details]
    wraps = column.width >= _WRAPPED_FROM and column.kind in (Kind.TEXT, Kind.KEYS) and not is_header
    side = "center" if column.kind is Kind.FLAG else "right" if column.kind in _FIGURES and is_header else None
    indent = int(bool(seen) and seen[-1].kind in _FIGURES and column.kind not in (*_FIGURES, Kind.FLAG))
    return Alignment(wrap_text=wraps, vertical="top", horizontal="left" if indent else side, indent=indent)


def colour(sheet: Worksheet, tab: Tab) -> None:
    """Conditional formats: thousands apart, and colours for what is selected, invalid or grave."""
    last = get_column_letter(len(tab.columns))
    for number, column in enumerate(tab.columns, start=1):
        letter = get_column_letter(number)
        if column.kind is Kind.NUMBER and not tab.charts:
            _group_thousands(sheet, letter)
        if column.name == TICKED:
            _colour(sheet, letter, f"AND(ISLOGICAL({letter}2),{letter}2)", GOOD)
    for at, colours, words in coloured_words(tab):
        letter = get_column_letter(at + 1)
        begins = ",".join(f'LEFT({letter}2,{len(word)})="{word}"' for word in words)
        _colour(sheet, letter, f"OR({begins})", colours)
    if tab.charts:
        _part_sections(sheet, "A", last)


def _part_sections(sheet: Worksheet, letter: str, last: str) -> None:
    """A line above each section, the first one bold, and the name of a section only in the first of its rows.

    Of the rules for a cell the first one counts in some programs, so each of them says all.
    """
    line, bold = Border(top=Side("thin", color="FF7F7F7F")), Font(b=True)
    first, plan = f'AND(${letter}2<>"",${letter}2<>${letter}1)', f'${letter}2="Plan"'
    for area, formula, look in (
        (f"{letter}2:{letter}", f"NOT({first})", DifferentialStyle(font=Font(color="FFFFFFFF"))),
        (f"{letter}2:{last}", f"AND({first},{plan})", DifferentialStyle(font=bold, border=line)),
        (f"{letter}2:{last}", first, DifferentialStyle(border=line)),
        (f"{letter}2:{last}", plan, DifferentialStyle(font=bold)),
    ):
        rule = Rule(type="expression", dxf=look, formula=[formula], stopIfTrue=True)
        sheet.conditional_formatting.add(f"{area}{LAST_ROW}", rule)


def _group_thousands(sheet: Worksheet, letter: str) -> None:
    """Thousands apart, and every digit behind the point as it is."""
    for code, condition in (("#,##0", f"{letter}2=INT({letter}2)"), ("#,##0.0#####", f"{letter}2<>INT({letter}2)")):
        look = DifferentialStyle(numFmt=NumberFormat(numFmtId=170 + len(code), formatCode=code))
        formula = f"IF(ISNUMBER({letter}2),AND(ABS({letter}2)>=1000,{condition}),FALSE)"
        sheet.conditional_formatting.add(
            f"{letter}2:{letter}{LAST_ROW}", Rule(type="expression", dxf=look, formula=[formula])
        )


def _colour(sheet: Worksheet, letter: str, formula: str, colours: Colours) -> None:
    look = DifferentialStyle(fill=PatternFill(bgColor=f"FF{colours.fill}"), font=Font(color=f"FF{colours.font}"))
    rule = Rule(type="expression", dxf=look, formula=[formula])
    sheet.conditional_formatting.add(f"{letter}2:{letter}{LAST_ROW}", rule)
