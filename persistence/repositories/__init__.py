"""The repositories of ``domain.storage`` on a relational database, each on the statements of one transaction."""
