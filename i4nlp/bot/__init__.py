"""The relay bot: what it does in a round, what it remembers, how it speaks to X, and its commands."""
