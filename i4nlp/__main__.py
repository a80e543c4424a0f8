"""`python -m i4nlp` is `i4nlp`."""

from i4nlp.cli import main

if __name__ == "__main__":
    main()
