"""What a kind, exact volunteer would tell the author of a draft."""
