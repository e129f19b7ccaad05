"""Which command lines are run, page by page; every line names a solver whose answer repeats, or is ``auto``'s own.

What one line leaves behind is there for the lines below it on its page.
"""

from __future__ import annotations

import shlex

from tests.golden.problems import EXAMPLES, IMPOSSIBLE

BY = "--solver cp-sat"
EXAMPLE = {
    "validate": ("validate FILE --json", "validate FILE"),
    "solve": (
        "solve FILE --json --solver highs",
        "solve FILE --json --solver cp-sat",
        "solve FILE --json --solver scip",
        "solve FILE --json --solver auto",
        "solve FILE --json --solver cp-sat --gap 0.2 --seed 3",
        f"solve FILE --all {BY}",
    ),
    "explain": (
        f"explain FILE --json {BY}",
        f"explain FILE {BY}",
        f"explain FILE I-3 --json {BY}",
        f"explain FILE I-2 {BY}",
        f"explain FILE --prompts --json {BY}",
    ),
    "trade": (
        f"trade FILE --in I-3 --json {BY}",
        f"trade FILE --in I-4 --out I-1 --json {BY}",
        f"trade FILE --out I-4 {BY}",
        f"trade FILE --in I-2 --out I-1 {BY}",
        f"trade FILE --keep-close-to today.txt --max-changes 3 --json {BY}",
    ),
    "whatif": (
        f"whatif FILE --set scenario.capacity_total_tokens=11 --force-out I-1 --json {BY}",
        f"whatif FILE --add-cap market:UK=6 --force-in I-4 --write changed.json {BY}",
        "validate changed.json --json",
    ),
    "prices": (
        "prices FILE --json --tokens --solver highs",
        f"prices FILE --json --initiative I-2 {BY}",
        "prices FILE --solver highs",
        f"rule-prices FILE --json --every {BY}",
        f"rule-prices FILE {BY}",
    ),
    "frontier": (
        f"frontier FILE --capacity global --json {BY}",
        f"frontier FILE --capacity global --from 5 --to 12 {BY}",
        f"frontier FILE --kpis value,tokens --json {BY}",
    ),
    "capacity": (
        f"capacity-values FILE --json {BY}",
        f"capacity-values FILE --step 3 {BY}",
        f"transfers FILE --dimension team --tokens 1 --every-pair --json {BY}",
        f"transfers FILE --dimension team {BY}",
    ),
    "nearly-best": (
        f"core FILE --json {BY}",
        f"core FILE --within 20% {BY}",
        f"alternatives FILE --within 30% --json {BY}",
        f"alternatives FILE --count 2 --within 30% {BY}",
    ),
    "several": (
        f"roadmaps FILE --capacity 80%,100% --json {BY}",
        "compare FILE --json --solver highs --solver cp-sat --solver scip",
    ),
}
"""Of every example."""
WITHOUT_A_PORTFOLIO = {
    "none": (
        "validate FILE --json",
        "solve FILE --json --solver highs",
        "solve FILE --json --solver cp-sat",
        "solve FILE --json --solver scip",
        f"solve FILE {BY}",
        f"explain FILE --json {BY}",
        f"capacity-values FILE --json {BY}",
        f"core FILE --json {BY}",
        f"prices FILE --json {BY}",
    )
}
SAMPLE = {
    "sample": (
        "validate FILE --json",
        f"solve FILE --json {BY}",
        f"solve FILE {BY}",
        f"trade FILE --in SRC-07 {BY}",
    )
}
FAULTY = {
    "faulty": (
        "validate FILE --json",
        "validate FILE --strict",
        f"solve FILE --json {BY}",
        f"solve FILE --all {BY}",
        f"explain FILE --prompts {BY}",
        f"explain FILE --prompts --json {BY}",
        f"explain FILE INVERTED {BY}",
    )
}
REFUSED = (
    "validate wrong.json --json",
    "validate cut-off.json --json",
    "solve missing.json",
    "sovle one-quarter.json",
    "solve one-quarter.json --outptu x.json",
    "solve one-quarter.json --solver abacus",
    "solve one-quarter.json --effort quick --gap 0.01",
    "solve one-quarter.json --option presolve=off",
    "solve one-quarter.json --gap 1",
    "trade one-quarter.json --in I-9",
    "whatif one-quarter.json --set scenario.capacity=3",
    "frontier one-quarter.json --kpis value,value",
    "core one-quarter.json --within much",
    "explain one-quarter.json I-1 --prompts",
)
AT = "--database sqlite:///plan.db"
AROUND = (
    "solvers --json",
    "demo --write made",
    "sheet setup plan.xlsx --json",
    "sheet setup plan.xlsx --sample",
    "sheet check plan.xlsx --json",
    "sheet check plan.xlsx",
    f"db upgrade {AT}",
    f"db seed {AT}",
    f"db current {AT}",
    f"run list --json {AT}",
    f"run list {AT}",
    f"run show 77 {AT}",
    f"batch list {AT}",
    f"job list {AT}",
)


def _pages() -> dict[str, tuple[str, ...]]:
    told = {f"examples/{name}/{page}": (f"{name}.json", EXAMPLE[page]) for name in EXAMPLES for page in EXAMPLE}
    told |= {f"examples/{name}/none": (f"{name}-impossible.json", WITHOUT_A_PORTFOLIO["none"]) for name in IMPOSSIBLE}
    told |= {"sample": ("organisation.json", SAMPLE["sample"]), "faulty": ("faulty.json", FAULTY["faulty"])}
    pages = {page: tuple(line.replace("FILE", file, 1) for line in lines) for page, (file, lines) in told.items()}
    return pages | {"refused": REFUSED, "around": AROUND}


PAGES = _pages()
"""The command lines of each page, in order."""


def words(line: str) -> tuple[str, ...]:
    """The arguments of a line."""
    return tuple(shlex.split(line))
