"""Counters of requests for Prometheus; none of them says who asked or what."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_SECONDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Measures:
    """The counters of one server."""

    def __init__(self, model: str) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter("i4nlp_requests", "Requests answered", ("method", "route", "status"), registry=self._registry)
        self._seconds = Histogram("i4nlp_request_seconds", "Time to answer", ("route",), buckets=_SECONDS, registry=self._registry)
        Gauge("i4nlp_model_info", "The model in service", ("version",), registry=self._registry).labels(model).set(1)

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request."""
        known = method if method in {"GET", "HEAD", "POST"} else "other"
        self._requests.labels(known, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self) -> bytes:
        """Return the counters in Prometheus' text format."""
        return generate_latest(self._registry)
