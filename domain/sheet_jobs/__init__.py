"""The jobs that people start from the spreadsheet: each reads it once, writes it once, and may be begun anew.

desk.py              what the jobs need from outside
options.py           what is said when a job is started
intake.py            what the spreadsheet says, into the database, with a judgement on every candidate
answers.py           what a run came to, beside the rows
results.py           writes what a run came to
earlier.py           the plans that a run is compared with
changes.py           what has changed from one plan to the next, and why
run_candidates.py    pm.optimize_run_selected_candidates, pm.optimize_run_all_candidates
saving.py            pm.save_selected, pm.optimize_save_constraints
publish.py           pm.optimize_write_results, pm.optimize_publish_portfolio_to_roadmap_sheet
catalogue.py         all of them
"""
