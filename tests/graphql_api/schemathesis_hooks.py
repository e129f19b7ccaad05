"""Values for the scalars that schemathesis does not know, and ids that exist; loaded by ``scripts/probe_api.py``."""

import json
import os

from hypothesis import strategies as st
from schemathesis.graphql import nodes, scalar

LEAVES = st.one_of(st.integers().map(nodes.Int), st.text().map(nodes.String), st.booleans().map(nodes.Boolean))
scalar("JSON", st.one_of(LEAVES, st.lists(LEAVES, max_size=3).map(nodes.List)))
DECIMALS = st.one_of(st.integers(-1000, 1000).map(str), st.decimals(allow_nan=False, allow_infinity=False).map(str))
scalar("Decimal", st.one_of(DECIMALS.map(nodes.String), st.integers().map(nodes.Int), st.text().map(nodes.String)))
IDS = json.loads(os.environ.get("PROBE_IDS", "[]"))
scalar("ID", st.one_of([st.sampled_from(IDS)] * 3 + [st.text(max_size=40)] if IDS else [st.text()]).map(nodes.String))
