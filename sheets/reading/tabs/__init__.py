"""One tab a file, its rows into terms of the domain; may use the cells, and not what the tabs say together."""
