"""What all tests share: examples take the time that they take, since machines are shared, and are the same at each run.

`--hypothesis-profile search` draws other ones at each run, and forty times as many.
"""

from hypothesis import settings

settings.register_profile("i4nlp", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=4000, print_blob=True)
settings.load_profile("i4nlp")
