"""Labelling by keyboard, in the terminal or on a page: one file of labels for each person, and how far people agree."""
