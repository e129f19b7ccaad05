from benchmarks.curves import saturated
from domain.formulation.nonlinear.smooth import smooth_plan
from domain.optimization.preparation import prepare


def test_every_curve_counts_and_can_be_followed_along_its_shape() -> None:
    problem = saturated(30, 4, 2, smooth=True)
    assert problem == saturated(30, 4, 2, smooth=True)
    plan = smooth_plan(prepare(problem).formulation)
    assert plan is not None
    assert (len(plan.plan.model.bends), plan.notes) == (4, ())
