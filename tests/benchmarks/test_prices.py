"""The measurement of prices: which candidates it takes."""

from benchmarks.prices import spread


def test_the_sample_is_spread_evenly() -> None:
    keys = [f"I-{number}" for number in range(10)]
    assert spread(keys, 5) == ["I-0", "I-2", "I-4", "I-6", "I-8"]
    assert spread(keys, 99) == keys
