"""What is stored or exchanged: problem files, answers, the database, the queue. Uses the domain."""
