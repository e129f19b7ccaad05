"""Jobs and analyses, which wait in the queue and are followed: read alike, each started in its own way."""
