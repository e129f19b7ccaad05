"""The page for a board and what has changed, in both kinds of spreadsheets."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from domain.analyses.pricing.near_miss import NearMiss
from domain.problem.constraints import Overhead, Target, TargetKind
from domain.sheet_jobs.changes import EarlierPlan, placements_of
from domain.sheet_jobs.planning_workbook import PushReport, RunNews, SheetNews
from sheets.center.workbooks import OptimizationCenter
from sheets.filling import fill_center
from sheets.google.workbook import GoogleWorkbook
from sheets.layout import OPTIMIZATION_CENTER
from sheets.workbook import NO_ROWS, CellWrite, Grid, Workbook, WriteBatch
from sheets.writing.page_texts import cut
from sheets.writing.summary import summary_update
from sheets.xlsx.workbook import XlsxWorkbook
from tests.jobs.office import table
from tests.sheets.local_server.process import LocalServer
from tests.sheets.news import failed, initiative, problem, solved
from tests.sheets.seeds import Seed, write_xlsx

MakeWorkbook = Callable[[Mapping[str, Seed]], Workbook]
OLD = tuple(tab for tab in OPTIMIZATION_CENTER.tabs if tab.name not in ("Summary", "Changes"))


@pytest.fixture
def workbook(make_workbook: MakeWorkbook) -> Workbook:
    made = make_workbook({"Sheet1": Seed([])})
    made.setup(OPTIMIZATION_CENTER)
    return made


def push(workbook: Workbook, news: RunNews) -> PushReport:
    return OptimizationCenter(workbook).push(SheetNews(run=news))


def since(news: RunNews, before: RunNews, name: str = "plan before") -> RunNews:
    assert before.report is not None
    earlier = EarlierPlan(name, before.problem, placements_of(before.report), before.report.objective)
    return replace(news, earlier=(earlier,))


def chart_rows(workbook: Workbook) -> dict[str, tuple[int, int]]:
    """By title, the rows that each chart shows, the first one being 0. All parts of a chart show the same rows."""
    found: dict[str, set[tuple[int, int]]] = {}
    if isinstance(workbook, XlsxWorkbook):
        for chart in openpyxl.load_workbook(workbook.path)["Summary"]._charts:
            title = chart.title.tx.rich.p[0].r[0].t
            for series in chart.series:
                for text in (series.val.numRef.f, (series.cat.numRef or series.cat.strRef).f):
                    first, _, last = text.partition("!")[2].replace("$", "").partition(":")
                    found.setdefault(title, set()).add((int(first[1:]) - 1, int((last or first)[1:]) - 1))
    else:
        assert isinstance(workbook, GoogleWorkbook)
        workbook.read(["Summary"])
        for each in workbook._charts["Summary"]:
            basic: dict[str, Any] = each["spec"]["basicChart"]
            parts = [part["domain"] for part in basic["domains"]] + [part["series"] for part in basic["series"]]
            ends = [part["sourceRange"]["sources"][-1] for part in parts]
            found[each["spec"]["title"]] = {(end["startRowIndex"], end["endRowIndex"] - 1) for end in ends}
    return {title: next(iter(rows)) for title, rows in found.items() if len(rows) == 1}


def test_what_overheads_take_is_no_longer_left(workbook: Workbook) -> None:
    overhead = Overhead("platform", (Decimal(0), Decimal(3)), initiative_keys=("I-1",))
    push(workbook, solved(problem("13", overheads=(overhead,))))
    page = table(workbook, "Summary")
    assert (page["Capacity/total"]["figure"], page["Plan/Tokens"]["figure"]) == (12, 12)
    assert page["Plan/Tokens"]["comment"] == "1 left. Overheads take 3 of them."
    assert next(iter(table(workbook, "Runs").values()))["capacity_used"] == 12
    push(workbook, replace(solved(problem("13")), run=replace(solved(problem("13")).run, run_id="run-2")))
    changes = table(workbook, "Changes")
    assert (changes["plan before/tokens"]["before"], changes["plan before/tokens"]["after"]) == ("12", "9")


def test_the_page_says_how_much_how_good_how_sure_and_what_is_left_out(workbook: Workbook) -> None:
    push(workbook, solved(problem()))
    page = table(workbook, "Summary")
    headline = page["Plan/UK push"]
    assert (headline["figure"], headline["limit"]) == (3, 4)
    assert headline["comment"] == (
        "3 of 4 candidates planned for 2026-Q1. No better plan is possible; that is proven exactly."
    )
    value = page["Plan/Value: north_star"]
    assert (value["figure"], value["limit"], value["share"]) == (270.25, 270.25, 1)
    assert page["Plan/Tokens"]["comment"] == "1 left."
    assert (page["Plan/Targets reached"]["figure"], page["Plan/Targets reached"]["comment"]) == (0, "missed: gmv, UK")
    assert (page["Capacity/total"]["figure"], page["Capacity/total"]["limit"]) == (9, 10)
    assert page["Targets/gmv, UK"]["comment"] == "missed by 40 (a goal)"
    assert page["Just missed/I-4 Title of I-4"]["figure"] == 70
    assert "total capacity has 1 of 10 tokens left, it needs 6" in str(page["Just missed/I-4 Title of I-4"]["comment"])
    assert str(page["Next/gmv, UK"]["comment"]).startswith("Add I-4 (6 tokens)")
    assert table(workbook, "Changes")["plan before/plan"]["change"] == "none"


def test_what_was_just_missed_names_every_period_without_room() -> None:
    asked = problem("5")
    news = solved(replace(asked, scenario=replace(asked.scenario, horizon=("2026-Q1", "2026-Q2"))))
    assert news.report is not None
    rows = summary_update(news, news.report, {}, Grid("Summary", [["section", "item"]])).rows
    told = "No room in 2026-Q1 and 2026-Q2; the total capacity in 2026-Q2 has 1 of 5 tokens left, it needs 6; "
    assert str(rows["Just missed", "I-4 Title of I-4"]["comment"]).startswith(told)


def test_what_was_just_missed_tells_its_price_the_cheapest_first(workbook: Workbook) -> None:
    asked = problem()
    more = (initiative("I-6", "7", "30"), initiative("I-7", "8", "20"))
    news = solved(replace(asked, initiatives=(*asked.initiatives, *more)))
    found = (
        NearMiss("I-6", "north_star", Decimal("1240.25"), True, ("I-2", "I-3"), ("I-7",)),
        NearMiss("I-4", "north_star", Decimal("2000"), False),
        NearMiss("I-7", None, Decimal(0), True),
    )
    push(workbook, replace(news, near_misses=found))
    page = table(workbook, "Summary")
    told = {key.partition("/")[2][:3]: str(row["comment"]) for key, row in page.items() if key.startswith("Just")}
    assert list(told) == ["I-6", "I-4", "I-7"]
    assert told["I-6"].startswith(
        "Taking it in costs 1,240.25 of the value (458.93 %), I-2 and I-3 would leave, I-7 would enter too; the total"
    )
    assert told["I-4"].startswith("Taking it in costs at least 2,000 of the value (740.06 %); the total capacity")
    assert told["I-7"].startswith("Taking it in costs nothing")


def test_what_taking_in_costs_is_told_of_goals_and_of_little() -> None:
    news = solved(problem())
    for stage, lost, told in (
        ("goal_shortfall", "0.05", "costs 5 % of a goal;"),
        ("north_star", "0.02", "costs 0.02 of the value (under 0.01 %);"),
    ):
        missed = replace(news, near_misses=(NearMiss("I-4", stage, Decimal(lost), True),))
        assert news.report is not None
        rows = summary_update(missed, news.report, {}, Grid("Summary", [["section", "item"]])).rows
        assert told in str(rows["Just missed", "I-4 Title of I-4"]["comment"])


def test_a_text_that_is_too_long_loses_whole_parts_and_never_the_price_at_its_end() -> None:
    reasons = "; ".join(f"the capacity of team {name * 8} has 1 of 22 tokens left, it needs 3" for name in "abc")
    assert cut(reasons) == f"{reasons[: reasons.rindex('the capacity')]}…"
    advice = f"Add {', '.join(f'I-{number:04}' for number in range(40))}: this closes the gap and costs 300 of gmv."
    assert cut(advice, ends_with=": ").endswith(" …: this closes the gap and costs 300 of gmv.")
    assert cut("a: b", ends_with=": ") == "a: b"


def test_the_same_answer_of_another_run_writes_neither_page_nor_changes(workbook: Workbook) -> None:
    push(workbook, solved(problem()))
    before = workbook.read(["Summary", "Changes"])
    push(workbook, solved(problem(), "run-2"))
    after = workbook.read(["Summary", "Changes"])
    assert {tab: grid.rows for tab, grid in before.items()} == {tab: grid.rows for tab, grid in after.items()}


def test_charts_follow_the_rows_of_their_section(workbook: Workbook) -> None:
    assert set(chart_rows(workbook).values()) == {(NO_ROWS, NO_ROWS)}
    push(workbook, solved(problem()))
    rows = [list(row[:2]) for row in workbook.read(["Summary"])["Summary"].rows]
    shown = chart_rows(workbook)
    targets = rows.index(["Targets", "gmv, UK"])
    assert shown["Targets: share reached"] == (targets, targets)
    market = rows.index(["By market", "UK"])
    assert shown["Tokens by market"] == (market, market) and not any(row[0] == "By period" for row in rows if row)
    more = (Target("gmv", Decimal(1), TargetKind.GOAL), Target("gmv", Decimal(1), TargetKind.GOAL, "UK"))
    push(workbook, solved(problem(targets=more), "run-2"))
    first, last = chart_rows(workbook)["Targets: share reached"]
    page = workbook.read(["Summary"])["Summary"].rows
    assert last == first + 1 and {page[first][0], page[last][0]} == {"Targets"}


def test_what_has_changed_is_told_by_initiative_and_on_the_page(workbook: Workbook) -> None:
    before = solved(problem())
    push(workbook, before)
    push(workbook, since(solved(problem("16"), "run-2"), before))
    changes = table(workbook, "Changes")
    subjects = ("value", "tokens", "initiatives", "capacity_total_tokens", "I-4")
    assert set(changes) == {f"plan before/{subject}" for subject in subjects}
    entered = changes["plan before/I-4"]
    assert (entered["change"], entered["title"], entered["after"]) == ("entered", "Title of I-4", "2026-Q1, 6 tokens")
    told = table(workbook, "Summary")["Plan/New since the plan before"]["comment"]
    assert told == "1 entered (I-4); value from 270.25 to 340.25; tokens from 9 to 15; initiatives from 3 to 4"
    push(workbook, since(solved(problem("16"), "run-3"), solved(problem("16"))))
    assert [row["why"] for row in table(workbook, "Changes").values()] == ["nothing has changed"]


def test_where_no_earlier_plan_is_known_the_results_in_the_spreadsheet_are_the_plan_before(workbook: Workbook) -> None:
    push(workbook, solved(problem()))
    push(workbook, solved(problem("16"), "run-2"))
    for run_id in ("run-2", "run-3"):
        changes = table(workbook, "Changes")
        assert changes["plan before/I-4"]["change"] == "entered"
        assert (changes["plan before/value"]["before"], changes["plan before/value"]["after"]) == ("270.25", "340.25")
        assert str(table(workbook, "Summary")["Plan/New since the plan before"]["comment"]).startswith(
            "1 entered (I-4)"
        )
        push(workbook, solved(problem("16"), run_id))
    other = replace(solved(problem(), "run-4"), scenario_name="DE push")
    push(workbook, other)
    assert table(workbook, "Changes")["plan before/plan"]["change"] == "none", "another scenario is not the plan before"


def test_both_the_plan_before_and_the_baseline_are_compared_with(workbook: Workbook) -> None:
    first, second = solved(problem()), solved(problem("7"))
    news = solved(problem("16"), "run-3")
    both = replace(news, earlier=(*since(news, second).earlier, *since(news, first, "baseline").earlier))
    push(workbook, both)
    assert {"plan before/I-4", "baseline/I-4", "plan before/value"} <= set(table(workbook, "Changes"))


def test_what_people_put_beside_the_page_stays_where_it_is(workbook: Workbook) -> None:
    push(workbook, solved(problem()))
    rows = workbook.read(["Summary"])["Summary"].rows
    at = next(number for number, row in enumerate(rows) if list(row[:2]) == ["Plan", "Tokens"])
    workbook.write(WriteBatch([CellWrite("Summary", at, 8, "ask finance")], {"Summary": (at + 1, 9)}))
    push(workbook, solved(problem("16", targets=()), "run-2"))
    grid = workbook.read(["Summary"])["Summary"]
    assert (grid.value(at, 1), grid.value(at, 8)) == ("Tokens", "ask finance")
    assert not any(row and row[0] == "Targets" for row in grid.rows)


@pytest.mark.parametrize("news", [solved(problem("2"), "run-9"), failed(problem(), "run-9")], ids=["none", "failed"])
def test_a_run_without_a_portfolio_leaves_the_page_and_says_so_on_it(workbook: Workbook, news: RunNews) -> None:
    push(workbook, solved(problem()))
    shown = chart_rows(workbook)
    push(workbook, news)
    page = table(workbook, "Summary")
    assert page["Plan/Value: north_star"]["figure"] == 270.25 and chart_rows(workbook) == shown
    said = str(page["Latest/The last run"]["comment"])
    assert said.casefold().count("no portfolio") <= 1 and said.endswith(". This page shows the plan before.")
    assert ("Latest/What would help" in page) == (news.report is not None)
    push(workbook, failed(problem(), "run-x"))
    assert "Latest/What would help" not in table(workbook, "Summary")
    push(workbook, solved(problem(), "run-10"))
    assert "Latest/The last run" not in table(workbook, "Summary")


def test_a_first_run_without_a_portfolio_says_once_why_and_what_would_help(workbook: Workbook) -> None:
    push(workbook, solved(problem("2")))
    page = table(workbook, "Summary")
    said = str(page["Latest/The last run"]["comment"])
    assert said.startswith("No portfolio keeps all rules: ") and said.endswith("cannot hold together.")
    assert said.casefold().count("no portfolio") == 1 and "before" not in said
    advice = table(workbook, "Gaps_And_Alerts")["global/run"]["recommendation"]
    assert page["Latest/What would help"]["comment"] == advice
    assert set(page) == {"Latest/The last run", "Latest/What would help"}


def hidden_charts(book: XlsxWorkbook) -> list[bool]:
    with zipfile.ZipFile(book.path) as archive:
        drawings = [name for name in archive.namelist() if re.fullmatch(r"xl/drawings/[^/]*\.xml", name)]
        drawing = "".join(archive.read(name).decode() for name in drawings)
    return ['hidden="1"' in named for named in re.findall(r"<(?:\w+:)?cNvPr\b[^>]*>", drawing)]


def test_a_chart_without_anything_to_show_is_hidden_until_it_has(tmp_path: Path) -> None:
    book = XlsxWorkbook(write_xlsx(tmp_path / "plan.xlsx", {"Sheet1": Seed([])}))
    book.setup(OPTIMIZATION_CENTER)
    push(book, solved(problem("2")))
    assert hidden_charts(book) == [True, True, True]
    push(book, solved(problem(targets=()), "run-2"))
    assert hidden_charts(book) == [False, True, False]
    push(book, solved(problem(), "run-3"))
    assert hidden_charts(book) == [False, False, False]
    push(book, solved(problem("2"), "run-4"))
    assert hidden_charts(book) == [False, False, False], "the page is kept"


def test_a_spreadsheet_from_before_these_tabs_takes_its_results(make_workbook: MakeWorkbook) -> None:
    book = make_workbook({"Sheet1": Seed([])})
    book.setup(replace(OPTIMIZATION_CENTER, tabs=OLD))
    assert push(book, solved(problem())).cells > 0
    assert push(book, solved(problem())) == PushReport()
    book.setup(OPTIMIZATION_CENTER)
    push(book, solved(problem()))
    assert chart_rows(book)["Targets: share reached"] != (NO_ROWS, NO_ROWS)


def test_what_people_read_is_printed_one_page_wide_at_a_readable_scale(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    from cli.wiring.bootstrap import load_problem, sample_path

    fill_center(XlsxWorkbook(path), load_problem(str(sample_path())).problem, ())
    for sheet in openpyxl.load_workbook(path):
        shown = [side for side in sheet.column_dimensions.values() if not side.hidden]
        pixels = sum(side.width * 7 + 5 for side in shown for _ in range(side.min, side.max + 1))
        inches = pixels / 96
        assert (11.69 - 0.8) / inches >= 0.55, f"{sheet.title} is printed too small"
        assert sheet.page_setup.fitToWidth == 1
    names = [cell.value for cell in openpyxl.load_workbook(path)["Candidates"][1]]
    assert len(names) > 40, "the sample fills many columns"


def test_charts_without_rows_stay_within_a_tab_that_people_have_cut_short(
    server: LocalServer, google: Callable[..., GoogleWorkbook]
) -> None:
    spreadsheet_id = server.seed({"Sheet1": Seed([])})
    book = google(spreadsheet_id)
    book.setup(OPTIMIZATION_CENTER)
    push(book, solved(problem()))
    size = {"sheetId": book._properties["Summary"]["sheetId"], "gridProperties": {"rowCount": 60}}
    cut = {"updateSheetProperties": {"properties": size, "fields": "gridProperties.rowCount"}}
    book._client.batch_update(spreadsheet_id, {"requests": [cut]})
    push(book, solved(problem(targets=()), "run-2"))
    assert chart_rows(book)["Targets: share reached"] == (59, 59)
    assert "Targets/gmv, UK" not in table(book, "Summary")
