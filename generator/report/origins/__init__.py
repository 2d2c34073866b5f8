"""Where each value of a variant comes from.

In: a `Source`, its notice, a variant and what is asked for. Out: lines of the notice or of the supplier, and what
they replaced.
"""

from generator.report.origins.lookup import known, trace
from generator.report.origins.records import Answer, Origin

__all__ = ["Answer", "Origin", "known", "trace"]
