"""Portfolio problems in the form of a problem file, without anything stored. Uses problem files of the persistence."""
