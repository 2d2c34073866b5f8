"""The names of the files of a project, and the kinds of fact that have one."""

from __future__ import annotations

FACT_KINDS = (
    "parties", "definitions", "personal-data", "purposes", "legal-bases", "processes", "recipients", "storage",
    "transfers", "rights", "measures", "commitments", "cookies", "documents",
)  # fmt: skip
REQUIRED_KINDS = ("parties", "personal-data", "purposes", "legal-bases", "processes", "recipients", "rights")

NOTICE = "notice/notice.yaml"
GAPS = "notice/gaps.yaml"
TOMBSTONES = "notice/tombstones.yaml"


def facts_file(kind: str) -> str:
    """Name the file that holds a kind of fact."""
    return f"notice/facts/{kind}.yaml"


def supplier_file(supplier: str) -> str:
    """Name the file of a supplier."""
    return f"notice/suppliers/{supplier}.yaml"


def supplier_id(file: str) -> str:
    """Give the id of the supplier that a file is named after."""
    return file.rsplit("/", 1)[1].removesuffix(".yaml")
