"""Live sessions: a draft of a problem that is answered while it is edited, without the queue and without storing.

``machine`` decides, as one pure function, what happens next; ``states`` and ``events`` are what it reads and returns.
``attempt`` answers one draft; ``runner`` owns the threads and the solvers; ``feed`` tells those who listen; ``keeping``
stores what a session has come to.
"""
