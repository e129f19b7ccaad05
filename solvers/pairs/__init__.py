"""Dense pairs by a search of our own: branch and bound whose every claim rests on integers. Uses the model.

Branch and cut sees products of choices through linear rows only, and with hundreds of pairs these say little. Here
each pair's bonus is shared between its two members by multipliers (A. Caprara, D. Pisinger, P. Toth, Exact solution of
the quadratic knapsack problem, INFORMS Journal on Computing 11, 1999): what a choice is worth is then its own value and
the best of its shares that fits beside it. Floating point looks for good multipliers, integers say what they prove.
"""
