"""What is told about made-up years."""

from __future__ import annotations

from benchmarks.years import summary, year_of


def answer(status: str, *notes: str) -> dict[str, object]:
    return {
        "solution_status": status,
        "objective": 5,
        "proof": "none" if status == "feasible" else "exact",
        "canonical": status == "optimal",
        "solver": {"notes": list(notes)},
    }


def test_shares_of_cuts_and_of_the_whole_model_are_read_off_the_notes() -> None:
    begin = "periods: what was selected first could not be placed"
    answers = [
        answer("optimal"),
        answer("optimal", f"{begin}, 1 cut was added, until it could be"),
        answer("feasible", "auto: of two", f"{begin}, 12 cuts were added, and the whole model was asked in the end"),
    ]
    years = [year_of(120, "plain", seed, each, seed + 1.0, 0.5) for seed, each in enumerate(answers)]
    assert [(year.cuts, year.whole, year.same) for year in years] == [
        (0, False, True),
        (1, False, True),
        (12, True, False),
    ]
    assert summary(years) == (
        "120 initiatives: 2 of 3 proven, 2 needed cuts, 1 the whole model; wall median 2.00 s, worst 3.00 s; "
        "processor median 0.50 s, worst 0.50 s"
    )
    assert "feasible" in years[2].line()
