"""One file a check; the name of the file is its id."""
