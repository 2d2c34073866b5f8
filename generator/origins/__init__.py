"""Where each value of a variant comes from: which line of the notice or of the supplier, and what it replaced."""

from generator.origins.answers import Answer, Origin
from generator.origins.tracing import known, trace

__all__ = ["Answer", "Origin", "known", "trace"]
