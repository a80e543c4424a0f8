"""The formats of the annotation tools: one module a family, each with `read` and, but for the platform's own, `write`."""
