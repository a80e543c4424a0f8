"""The labelled tweets: records, splits, checks."""
