"""Where each value of a variant comes from: which line of the notice or of the supplier, and what it replaced."""

from generator.report.origins.lookup import known, trace
from generator.report.origins.records import Answer, Origin

__all__ = ["Answer", "Origin", "known", "trace"]
