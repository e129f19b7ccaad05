"""The comparison of what a batch has made so far, from the stored answers; nothing is solved."""

from __future__ import annotations

from collections.abc import Callable

from domain.analyses.many_roadmaps.comparison import Roadmap
from domain.analyses.many_roadmaps.regret_results import RegretMeasure
from domain.analyses.many_roadmaps.roadmaps import RoadmapsResult, judge_roadmaps
from domain.portfolio.report import PortfolioReport
from domain.storage import Storage


class BatchComparison:
    """Compares batches. read_report: reads a stored answer from its text."""

    def __init__(self, storage: Storage, read_report: Callable[[str], PortfolioReport]) -> None:
        self._storage, self._read_report = storage, read_report

    def roadmaps(self, batch_id: str) -> list[Roadmap]:
        """Roadmaps that a batch has made so far, in order. Raises ``NotFoundError``."""
        with self._storage.reading() as uow:
            variants = uow.batches.plan(batch_id).variants()
            made = [item for item in uow.batches.items(batch_id) if item.run is not None]
            texts = {item.position: uow.runs.result_text(item.run_id) for item in made}
        return [
            Roadmap(item.name, item.scenario, variants[item.position].problem, self._read_report(text))
            for item in made
            if (text := texts[item.position]) is not None
        ]

    def compare(self, batch_id: str, measure: RegretMeasure = RegretMeasure.RELATIVE) -> RoadmapsResult:
        """Compare a batch; without a regret-safe portfolio, which would have to be solved for."""
        return judge_roadmaps(self.roadmaps(batch_id), measure, None)
