"""Use cases over kept portfolios: review, override, baseline, differences. Uses storage and the portfolio."""
