"""Jobs and analyses, which wait in the queue and are followed while they run."""
