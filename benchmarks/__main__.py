"""``python -m benchmarks``: measures everything and writes docs/benchmarks.md."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from benchmarks import startup
from benchmarks.formulation import BenchmarkError, compare
from benchmarks.measuring import machine, report
from benchmarks.measuring.contestants import BENCH_PYTHON, CONTESTANTS, Score, run
from benchmarks.measuring.instances import ROOT, WHERE_FROM, Instance, folder, load_instances

PAGE = ROOT / "docs" / "benchmarks.md"


def arguments() -> argparse.Namespace:
    """What the caller wants measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    only = os.environ.get("BENCH_ONLY", "")
    parser.add_argument("--only", default=only, help="problems whose name contains one of these words (BENCH_ONLY)")
    parser.add_argument("--own", action="store_true", help="only the engine, not what it is compared with")
    parser.add_argument("--output", type=Path, help=f"where to write the page (default: {PAGE.relative_to(ROOT)})")
    return parser.parse_args()


def measured(instances: list[Instance], own_only: bool) -> list[Score]:
    """Every contestant on every problem, one after the other, telling as it goes."""
    scores = []
    for instance in instances:
        for contestant in CONTESTANTS:
            if own_only and not contestant.own:
                continue
            score = run(contestant, instance)
            print(report.line(score), flush=True)
            scores.append(score)
    return scores


def main() -> int:
    """Measure and write; 1 when the engine gave a wrong or no answer or the models differ."""
    options = arguments()
    busy = machine.load()
    instances = load_instances(options.only)
    if not instances:
        wanted = f" that match {options.only!r}" if options.only else ""
        print(f"SKIPPED, the public problems: there are none{wanted} in {folder()}.\n\n{WHERE_FROM}")
        return 0
    scores = measured(instances, options.own)
    try:
        formulation, beginning = compare().page(), startup.page()
    except BenchmarkError as error:
        print(f"formulation and start-up: {error}", file=sys.stderr)
        return 1
    print(formulation, beginning, sep="\n\n")
    versions = [
        "Engine: " + machine.versions(Path(sys.executable), "optimization-engine", "ortools", "highspy", "pyscipopt"),
        "Others: " + machine.versions(BENCH_PYTHON, "pulp", "pyscipopt", "pyomo", "linopy", "highspy"),
    ]
    written = PAGE.read_text("utf-8") if PAGE.is_file() else ""
    told = (machine.describe(), versions, (busy, machine.load()), scores, formulation, beginning)
    page = report.document(*told, before=written)
    whole = not options.only and not options.own
    output = options.output or (PAGE if whole else None)
    if output:
        output.write_text(page, "utf-8")
        print(f"written: {output}")
    else:
        print("only a part was measured, so docs/benchmarks.md stays as it is (name a file with --output)")
    return 1 if any(s.contestant.own and s.status in {"failed", "wrong"} for s in scores) else 0


if __name__ == "__main__":
    sys.exit(main())
