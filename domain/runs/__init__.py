"""Runs: started, carried out, followed, tidied up. Uses optimization, the backlog and kept portfolios."""
