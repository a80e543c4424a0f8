"""What all tests share: examples take the time that they take, since machines are shared."""

from hypothesis import settings

settings.register_profile("i4nlp", deadline=None, print_blob=True)
settings.load_profile("i4nlp")
