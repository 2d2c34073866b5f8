"""The forms in which diagnostics are shown, one a module.

In: diagnostics. Out: text for a terminal, or what an editor, GitHub, GitLab and SARIF readers take.
"""

from generator.diagnostics.formats.github import as_github
from generator.diagnostics.formats.gitlab import as_gitlab
from generator.diagnostics.formats.json_list import as_json
from generator.diagnostics.formats.sarif import as_sarif
from generator.diagnostics.formats.text import as_text, safe

# The forms for programs; `as_text` is the one for people.
MACHINE_FORMATS = {"json": as_json, "github": as_github, "gitlab": as_gitlab, "sarif": as_sarif}

__all__ = ["MACHINE_FORMATS", "as_text", "safe"]
