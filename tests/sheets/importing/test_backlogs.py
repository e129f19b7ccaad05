"""Files of planning tools and of people: what becomes of each column, and of the whole as a plan."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from domain.problem.scenario import ObjectiveMode
from sheets.errors import WorkbookError, WorkbookFaultsError
from sheets.importing import (
    BacklogMapping,
    Reading,
    mapping_of,
    mapping_text,
    parse_mapping,
    plain_reading,
    problem_of,
    read_backlog,
    read_table,
)
from tests.sheets.importing.files import OPEN_DOCUMENT, open_document

JIRA = """\
Summary,Issue key,Issue Type,Status,Due date,Labels,Labels,Inward issue link (Blocks),Inward issue link (Blocks),\
Custom field (Story Points),Custom field (Business Value),Original Estimate
Guest checkout,SHOP-1,Story,To Do,15/Nov/26 3:04 PM,a,,,,8.0,120.5,28800
Search,SHOP-2,Story,Erledigt,,a,b,SHOP-1,SHOP-3,5.0,80.0,
"Wallet, new",SHOP-3,Epic,In Progress,,,,,,13.0,300.0,
"""
AHA = """\
Feature reference #,Feature name,Feature status,Feature due date,Feature score,Feature estimate,Initiative name
APP-1,Dark mode,Shipped,2026-11-15,24,3d,Look
APP-2,Widgets,Ready,,11,5d,Look
"""
PRODUCTBOARD = """\
Name,ID,Status,Effort,Value,Timeframe,Owner
Dark mode,8d1f,Candidate,3,10,Q1 2027,a@b.example
Widgets,99c2,New idea,5,20,,
"""
AIRFOCUS = """\
Item ID,Name,Status,Total value,Total costs,Priority
1,Dark mode,Open,30,3,82.5
2,Widgets,Open,40,5,61
"""
GERMAN = """\
Nr;Titel;Aufwand;Nutzen;Fälligkeit;Pflicht;Abteilung
A-1;Gäste-Kasse;8 PT;1.234,50;03.04.2026;ja;Handel
A-2;Suche;5 PT;2.500,00;;nein;Technik
SUMME;;13;3.734,50;;;
"""


def read(data: str | bytes, said: dict[str, object] | None = None, source: str = "backlog.csv") -> Reading:
    mapping = mapping_of(said or {})
    raw = data.encode() if isinstance(data, str) else data
    return read_backlog(read_table(raw, source, mapping), mapping)


def fields(reading: Reading) -> dict[str, str | None]:
    return {each.header: each.field for each in reading.columns}


def why(reading: Reading, header: str) -> str:
    return next(each.why for each in reading.columns if each.header == header)


def planned(data: str | bytes) -> Reading:
    return read(data, {"plan": {"period_key": "2027-Q1", "capacity_total_tokens": 12}})


def test_a_jira_export_is_known_and_its_links_are_prerequisites() -> None:
    reading = planned(JIRA)
    assert reading.shape == "Jira"
    assert reading.is_ready
    assert "in seconds" in why(reading, "Original Estimate")
    problem = problem_of(reading)
    search = problem.initiatives[1]
    assert search.prerequisite_keys == ("SHOP-1", "SHOP-3")
    assert search.has_delivered_status
    assert problem.initiatives[2].title == "Wallet, new"
    assert problem.initiatives[0].kpi_contribution == {"north_star": Decimal("120.5")}


def test_exports_of_aha_productboard_and_airfocus_are_known() -> None:
    aha, board, focus = read(AHA), read(PRODUCTBOARD), read(AIRFOCUS)
    assert [each.shape for each in (aha, board, focus)] == ["Aha!", "Productboard", "airfocus"]
    assert [len(each.rows) for each in (aha, board, focus)] == [2, 2, 2]
    assert all(each.is_ready for each in (aha, board, focus))
    assert fields(aha)["Feature reference #"] == fields(board)["ID"] == fields(focus)["Item ID"] == "initiative_key"
    assert fields(focus)["Total costs"] == fields(aha)["Feature estimate"] == "engineering_tokens"
    assert fields(board)["Timeframe"] is None


def test_columns_are_known_by_their_names_in_other_languages_and_sums_are_no_candidates() -> None:
    problem = problem_of(planned(GERMAN))
    first, second = problem.initiatives
    assert first.kpi_contribution == {"north_star": Decimal("1234.5")}
    assert (first.engineering_tokens, first.is_mandatory, first.department) == (8, True, "Handel")
    assert str(first.deadline_date) == "2026-04-03"
    assert second.title == "Suche"


def test_scores_are_maximised_where_nothing_says_what_an_initiative_adds() -> None:
    scenario = problem_of(planned("key,score,effort\nA,3,1\n")).scenario
    assert scenario.objective_mode is ObjectiveMode.WEIGHTED_KPIS
    assert scenario.objective_weights == {"score": 1}


def test_a_single_kpi_is_the_north_star_and_of_several_one_has_to_be_named() -> None:
    assert problem_of(planned("key,Revenue,effort\nA,3,1\n")).scenario.north_star_kpi_key == "revenue"
    several = "key,kpi:a,kpi:b,effort\nA,3,4,1\n"
    assert [each.about for each in read(several).questions] == ["value"]
    named = read(several, {"plan": {"period_key": "2027", "north_star_kpi_key": "b"}})
    assert problem_of(named).scenario.north_star_kpi_key == "b"


def test_what_no_column_says_is_asked() -> None:
    assert [each.about for each in read("name,colour\nA,red\n").questions] == ["key", "value", "tokens"]


def test_keys_are_made_where_that_is_asked() -> None:
    made = read("name,value,effort\nA,1,1\nB,2,2\n", {"keys": "I-"})
    assert [row["initiative_key"] for row in made.rows] == ["I-1", "I-2"]


def test_a_column_that_only_sounds_like_a_field_is_left_out_and_says_so() -> None:
    reading = read("key,value,effort,Impact\nA,high,1,x\nB,low,2,y\n")
    assert fields(reading)["value"] is None
    assert '"high", "low"' in why(reading, "value")


def test_every_fault_is_told_at_its_cell_and_sound_rows_can_be_taken_alone() -> None:
    reading = read("key,value,effort\nA,1,1\nA,2,2\n,3,3\nD,4,-4\nE,5,many\nF,6,6\n", {"plan": {"period_key": "2027"}})
    assert [fault.place for fault in reading.faults] == ["A3", "A4", "C5 (effort)", "C6 (effort)"]
    with pytest.raises(WorkbookFaultsError):
        problem_of(reading)
    assert [one.initiative_key for one in problem_of(reading.sound).initiatives] == ["A", "F"]


def test_a_text_whose_separator_is_not_quoted_is_found() -> None:
    (fault,) = read("key,title,value,effort\nA,Wallet, new,3,4\nB,x,1,2\n").faults[-1:]
    assert fault.place == "E2"
    assert "in quotes" in fault.message


def test_prerequisites_outside_the_file_are_told() -> None:
    (note,) = read("key,value,effort,blocked by\nA,1,1,Z-9\n").notes
    assert "Z-9" in note


def test_nothing_is_said_of_prerequisites_before_the_column_of_the_keys_is_known() -> None:
    text = "Owner;Ref Nr.;Nutzen;Aufwand;Vorgänger\nX;A-1;9;3;\nY;A-2;8;4;A-1, A-7\nZ;A-7;7;5;\n"
    reading = read(text)
    assert not any("prerequisites" in note for note in reading.notes)
    (question,) = reading.questions
    assert question.choices[:2] == (("Ref Nr.", "initiative_key"), ("Owner", "initiative_key"))
    assert dict(question.choices)["Aufwand"] == ""
    assert not any("prerequisites" in note for note in read(text, {"columns": {"Ref Nr.": "initiative_key"}}).notes)


def test_rows_that_are_called_off_are_no_candidates_unless_the_mapping_says_so() -> None:
    text = "key,value,effort,status\nA,1,1,Won't do\nB,2,2,Open\nC,3,3,Abgelehnt\nD,4,4,Parked\n"
    reading = read(text)
    assert [row["initiative_key"] for row in reading.rows] == ["B", "D"]
    assert reading.notes[0].startswith("2 rows are called off")
    said = read(text, {"statuses": {"won't do": "Open", "Parked": "leave out"}})
    assert [row["initiative_key"] for row in said.rows] == ["A", "B"]


def test_what_jira_closes_without_doing_it_is_not_delivered_but_left_out() -> None:
    header = "Issue key,Status,Resolution,value,Story Points"
    text = f"{header}\nA-1,Done,Done,1,1\nA-2,Done,Won't Do,2,2\nA-3,Done,Duplicate,3,3\n"
    reading = read(text)
    assert [(row["initiative_key"], row["status"]) for row in reading.rows] == [("A-1", "done")]
    assert reading.notes[0].startswith("2 rows are called off")
    assert len(read(text, {"columns": {"Resolution": "ignore"}}).rows) == 3


def test_rows_that_are_shorter_than_the_others_are_told() -> None:
    (note,) = read("key,value,effort,title\nA,1,1,x\nB,2\nC,3,3,z\n").notes
    assert note == "rows with fewer cells than the others: 1, the first is row 3"


def test_a_mapping_says_what_a_column_is_and_wrong_ones_are_refused() -> None:
    said = read("Ref,Nutzen,PT,X\nA,1,2,3\n", {"columns": {"x": "team:backend", "PT": "engineering_tokens"}})
    assert said.rows[0]["team:backend"] == 3
    with pytest.raises(WorkbookError, match="no column 'Nix'"):
        read("key,value,effort\nA,1,2\n", {"columns": {"Nix": "title"}})
    with pytest.raises(WorkbookError, match="title twice"):
        read("key,a,b\nA,1,2\n", {"columns": {"a": "title", "b": "title"}})
    with pytest.raises(WorkbookFaultsError) as raised:
        mapping_of({"numbers": "dot", "columns": {"a": "titel", "b": 3}, "units": {"d": -1}, "colums": {}})
    assert [fault.place for fault in raised.value.faults] == [
        "numbers",
        "columns.a.field",
        "columns.b",
        "units.d",
        "colums",
    ]


def test_what_was_guessed_reads_the_same_file_in_the_same_way() -> None:
    for data in (JIRA, AHA, PRODUCTBOARD, AIRFOCUS, GERMAN):
        first = planned(data)
        text = mapping_text(first.mapping)
        again = parse_mapping(text.encode(), "map.toml", is_json=False)
        assert again == first.mapping
        second = read_backlog(read_table(data.encode(), "backlog.csv", again), again)
        assert second.rows == first.rows
        assert plain_reading(second)["mapping"] == plain_reading(first)["mapping"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_are_known_and_told(encoding: str) -> None:
    reading = planned(GERMAN.encode(encoding))
    assert reading.rows[0]["title"] == "Gäste-Kasse"
    assert bool([note for note in reading.notes if "read as" in note]) is (encoding != "utf-8-sig")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_are_found(separator: str) -> None:
    rows = [["key", "title", "value", "effort"], ["A", "x", "1", "2"], ["B", '"a, b; c"', "3", "4"]]
    text = "\n".join(separator.join(row) for row in rows)
    assert [row["title"] for row in read(text).rows] == ["x", "a, b; c"]
    assert read(f"sep={separator}\n{text}").is_ready


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "holds nothing"),
        (b"key,value\n", "no rows below its headers"),
        (b'key,value\nA,"1\nB,2\n', "mend the quotes"),
        (b"PK\x03\x04 broken", "is damaged"),
        (b"%PDF-1.7", "no table that can be read"),
        (b"key\0,value\nA,1\n" * 3 + b"\0\0", "zero characters"),
    ],
)
def test_files_that_hold_no_table_say_what_they_are(data: bytes, said: str) -> None:
    with pytest.raises(WorkbookError, match=f"backlog.csv.*{said}"):
        read(data)


def test_a_file_beyond_all_measure_is_refused() -> None:
    with pytest.raises(WorkbookError, match="20,000"):
        read("key,value,effort\n" + "A,1,1\n" * 20_001)
    with pytest.raises(WorkbookError, match="bytes"):
        read(b"k" * (20 * 2**20 + 1))


def test_a_spreadsheet_is_read_with_its_dates_merges_and_errors() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Our backlog"])
    sheet.append(["key", "title", "value", "effort", "due date", "mandatory"])
    sheet.append(["A", "x", 1.1, 2, None, True])
    sheet.append(["B", "y", "=1/0", 3, None, False])
    sheet.append(["C", "z", 5, 4, None, None])
    sheet["E3"] = date(2026, 4, 3)
    sheet.merge_cells("D4:D5")
    data = BytesIO()
    book.save(data)
    reading = read(data.getvalue(), source="backlog.xlsx")
    assert reading.rows[0] == {
        "initiative_key": "A",
        "title": "x",
        "north_star_contribution": Decimal("1.1"),
        "engineering_tokens": 2,
        "deadline_date": date(2026, 4, 3),
        "is_mandatory": True,
    }
    assert [fault.place for fault in reading.faults] == ["C4 (value)", "D5 (effort)"]


def test_an_open_document_is_read_the_same() -> None:
    reading = read(OPEN_DOCUMENT, source="backlog.ods")
    assert reading.rows[0]["north_star_contribution"] == Decimal("1.1")
    assert reading.rows[0]["is_mandatory"] is True
    assert str(reading.rows[0]["deadline_date"]) == "2026-04-03"
    assert [fault.place for fault in reading.faults] == ["B3 (value)"]
    assert "#DIV/0!" in reading.faults[0].message
    assert ("2026-04-03", "2026-04-03") in reading.columns[3].samples


@pytest.mark.parametrize(
    "cell",
    [
        '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="000000000020"/>',
        '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="+20"/>',
        '<table:table-cell office:value="1" table:number-columns-repeated="20"/>',
    ],
)
def test_an_open_document_that_swells_is_refused_before_it_is_read(cell: str) -> None:
    with pytest.raises(WorkbookError, match="more cells than can be read"):
        read(open_document([(["key"] * 2, 1), (["A", "1"], 1_000_000), (["B"] * 20, 1)]))
    with pytest.raises(WorkbookError, match="more cells than can be read"):
        read(open_document([(["key"] * 2, 1), ([cell], 500_000)]))


def test_a_file_that_cannot_be_read_is_named_as_people_know_it() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["key", True])
    data, spoilt = BytesIO(), BytesIO()
    book.save(data)
    with zipfile.ZipFile(data) as archive, zipfile.ZipFile(spoilt, "w") as other:
        for name in archive.namelist():
            other.writestr(name, archive.read(name).replace(b"<v>1</v>", b"<v>seven</v>"))
    with pytest.raises(WorkbookError, match=r"^backlog\.xlsx cannot be read: "):
        read(spoilt.getvalue(), source="backlog.xlsx")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("form", ["ods", "xlsx"])
def test_what_libreoffice_saves_is_read_as_the_text_that_it_was_given(tmp_path: Path, form: str) -> None:
    text = "key;title;value;effort;mandatory;due date\nA;Größe;1.5;8 pts;yes;2027-04-03\nB;x;2000;5 pts;no;\n"
    (tmp_path / "backlog.csv").write_text(text, "utf-8")
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    how = ["--headless", "--convert-to", form, "--infilter=CSV:59,34,76,1,,1033", "--outdir", tmp_path]
    subprocess.run(["soffice", home, *how, tmp_path / "backlog.csv"], check=True, capture_output=True, timeout=120)
    saved = read((tmp_path / f"backlog.{form}").read_bytes(), source=f"backlog.{form}")
    assert saved.is_ready
    assert saved.rows == read(text).rows


def test_of_several_tabs_one_has_to_be_named() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["key", "value", "effort"])
    book.active.append(["A", 1, 2])
    book.create_sheet("Notes").append(["hello"])
    data = BytesIO()
    book.save(data)
    with pytest.raises(WorkbookError, match=r"several tabs: Sheet \(2 rows\), Notes \(1 rows\)"):
        read(data.getvalue())
    assert len(read(data.getvalue(), {"tab": "Sheet"}).rows) == 1
    with pytest.raises(WorkbookError, match="no tab 'Nix'"):
        read(data.getvalue(), {"tab": "Nix"})


def test_nothing_is_said_of_a_file_by_default() -> None:
    assert BacklogMapping() == mapping_of({})
