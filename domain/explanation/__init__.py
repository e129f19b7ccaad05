"""Why a portfolio is what it is, and what would close its gaps. Uses the formulation and the portfolio."""
