"""The page and the HTTP API; nothing that a person pastes is stored, logged or put in a URL."""
