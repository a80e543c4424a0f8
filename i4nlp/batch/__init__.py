"""Archives in, an answer a row out: read in parts, answered in one process, several, or on a Dask cluster, joined when all are done."""
