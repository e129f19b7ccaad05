"""The durable queue of runs: DBOS on SQLite or PostgreSQL, behind the port ``domain.ports.RunQueue``.

address.py    where the queue of a database is kept
ledger.py     the queue's own tables beside those of DBOS: living workers, requests to stop
client.py     what the API and the command line use: enqueue, stop, cancel, look
locks.py      one process per executor id
membership.py a worker's claim to its executor id: lock, heartbeat, the runs of lost workers
tasks.py      the runs that a worker executes, each in a thread with its control
polling.py    how often a worker looks for work
worker.py     the worker process

A worker that ends, however it ends, leaves its runs pending; they go on with its next start or with another worker.
"""
