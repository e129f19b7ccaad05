"""Several portfolios built in different ways, the best of them improved; in a bounded number of small steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.construction.board import Board
from domain.construction.filling import Helpers, add_in_order, add_what_is_missing, add_what_must
from domain.construction.ground import Ground
from domain.construction.live import LiveGreedy
from domain.construction.moves import Mover
from domain.construction.orders import Measures, by_density, by_member, closures, dropping_order, measured, whole
from domain.construction.search import Search
from domain.lean import dataclass

BUILDING_WORK = 20_000
"""How many small steps building may take, but for the last way; one takes about a microsecond."""
LEAST_WORK = 2_000
WORK_PER_OPTION = 60
MOST_WORK = 40_000
"""How many small steps improving may take."""
MOST_IMPROVED = 1_000
"""With more units than that, so few steps improve next to nothing."""
SHARES = (2, 3, 4)
"""Which parts of it are spent on improving the best, the second best and the third best portfolio."""
SURE = 2
"""How many ways of building are always tried, whatever their work."""


@dataclass(frozen=True, slots=True)
class Built:
    """Selected columns of a portfolio, and its value by the aims."""

    value: int
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to build a portfolio.

    order: ``live``, ``dropped``, or by worth per load of each unit with all its prerequisites (``whole``) or of each
    member alone (``member``). by_load: rank by worth per load instead of per token. grown: enlarge sizes in turn
    instead of at the end. spread, early: see ``Mover``. first: fill needs first, ranked by ``worth`` or by the amount
    ``given``; empty fills them last.
    """

    order: str
    by_load: bool = False
    spread: bool = False
    early: bool = False
    grown: bool = True
    first: str = ""


def build(ground: Ground) -> list[Built]:
    """Build portfolios that keep all relations and limits, best first; the result may be empty."""
    most = min(MOST_WORK, LEAST_WORK + WORK_PER_OPTION * len(ground.candidate_of))
    found: list[tuple[Board, Mover, Measures]] = []
    work = 0
    for number, (board, mover, own) in enumerate(_portfolios(ground), start=1):
        found.append((board, mover, own))
        work += board.work
        if number >= SURE and work >= BUILDING_WORK:
            break
    found.sort(key=lambda each: -each[0].value)
    if ground.size <= MOST_IMPROVED:
        _improve(found, most)
    out = [Built(board.value, tuple(board.selected())) for board, _, _ in found]
    return sorted(out, key=lambda each: -each.value)


def _improve(found: Sequence[tuple[Board, Mover, Measures]], most: int) -> None:
    distinct = list({board.value: (board, mover, own) for board, mover, own in reversed(found)}.values())[::-1]
    for share, (board, mover, own) in zip(SHARES, distinct, strict=False):
        Search(board, mover, own, most // share).run()


def _ways(ground: Ground) -> Iterator[_Way]:
    """Ways that give different results on this ground, the usually best ones first."""
    several, wanting, many = ground.periods > 1, bool(ground.limits.needs), len(ground.limits.room) > 1
    related, sized = any(ground.units.needs), any(len(own) > 1 for each in ground.sizes for own in each[:1])
    yield _Way("live")
    if related:
        yield _Way("whole")
    if wanting:
        yield _Way("live", first="worth")
        yield _Way("live", first="given")
        yield _Way("whole", first="worth")
    if related or sized or len(ground.columns) > ground.size:
        yield _Way("member", grown=not sized)
        if sized:
            yield _Way("whole", grown=False)
    yield _Way("dropped", by_load=many)
    if several:
        if not all(ground.alike):
            yield _Way("whole", early=True, grown=False)
        yield _Way("live", spread=True)
        yield _Way("whole", spread=True, grown=False)
        if wanting:
            yield _Way("live", spread=True, first="worth")
    if many:
        yield _Way("live", by_load=True)
    if several:
        yield _Way("member", spread=True, grown=not sized)
        yield _Way("dropped", by_load=many, spread=True)


def _portfolios(ground: Ground) -> Iterator[tuple[Board, Mover, Measures]]:
    closed, helpers = closures(ground), Helpers(ground)
    kept: dict[tuple[bool, bool], tuple[Measures, Measures]] = {}
    for way in _ways(ground):
        kind = (way.by_load, way.early)
        if kind not in kept:
            own = measured(ground, ground.load if way.by_load else ground.tokens, way.early)
            kept[kind] = own, whole(own, closed)
        own, all_of = kept[kind]
        board = Board(ground)
        mover = Mover(board, way.spread, way.early)
        if add_what_must(board, mover, own):
            if way.first:
                add_what_is_missing(board, mover, all_of, helpers, by_worth=way.first == "worth")
            _fill(way, board, mover, own, all_of, closed)
            if not way.first:
                add_what_is_missing(board, mover, all_of, helpers, by_worth=False)
            yield board, mover, own


def _fill(
    way: _Way,
    board: Board,
    mover: Mover,
    own: Measures,
    all_of: Measures,
    closed: Sequence[frozenset[int] | None],
) -> None:
    ground = board.ground
    if way.order == "live":
        LiveGreedy(board, mover, own, closed, all_of).run()
        return
    if way.order == "dropped":
        add_in_order(mover, dropping_order(board, own, closed))
    else:
        if way.order == "member":
            steps = by_member(ground, ground.load if way.by_load else ground.tokens)
        else:
            steps = by_density(ground, all_of, grown=way.grown)
        mover.best_sizes_only = not way.grown
        add_in_order(mover, steps)
        if not way.grown:
            mover.best_sizes_only = False
            add_in_order(mover, steps)
    add_in_order(mover, [step for _, step in own.growth])
