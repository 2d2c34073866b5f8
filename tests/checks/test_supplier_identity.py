"""What tells one supplier from all others: domains as they are registered, names below a public one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.formats import identity_marks
from generator.pipeline import checking
from tests.helpers import CASES, overlay

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("example.com", "example.com"),
        ("www.privacy.example.com", "example.com"),
        ("WWW.Example.COM", "example.com"),
        ("example.co.uk", "example.co.uk"),
        ("www.example.org.uk", "example.org.uk"),  # as with ico.org.uk
        ("shop.example.com.au", "example.com.au"),
        ("example.gov.br", "example.gov.br"),
        ("www.example.asso.fr", "example.asso.fr"),
        ("example.github.io", "example.github.io"),  # a platform, below which anybody has a name
        ("www.bücher.example", "bücher.example"),
        ("org.uk", "org.uk"),
        ("localhost", "localhost"),
    ],
)
def test_a_domain_is_what_somebody_has_registered(host: str, domain: str) -> None:
    """As the Public Suffix List says, which is on this machine."""
    assert identity_marks.domain(host) == domain


def supplied(project: Path, one: str, other: str) -> list[tuple[str, str]]:
    """Check a notice with two suppliers: the site of one, and what the other promises. Gives rules with messages."""
    overlay(CASES / "accepted/awkward-supplier", project)
    for name, site, said in (("one", one, "We answer."), ("other", "https://www.example.net/", other)):
        (project / f"notice/suppliers/{name}.yaml").write_text(
            f"id: {name}\nname: The Reseller {name.title()}\nwebsite: {site}\ncontacts:\n  support:\n"
            f"    email: help@{site.split('/')[2]}\n"
            f"promises:\n  - id: {name}-promise\n    label: a promise\n    text: {said}\n",
            encoding="utf-8",
        )
    return [(each.rule.name, each.message) for each in checking.check(project).diagnostics]


@pytest.mark.parametrize(
    "site", ["https://www.example.org.uk/", "https://example.co.uk/", "https://example.github.io/"]
)
def test_a_supplier_may_name_who_is_registered_beside_another_supplier(project: Path, site: str) -> None:
    """The regulator of a country stands below a public name as many suppliers do; only the own domain is theirs."""
    public = site.removesuffix("/").partition("example.")[2]
    assert supplied(project, site, f"Complain at https://regulator.{public} in a form") == []
    told = f'"example.{public}" belongs to another supplier'
    assert supplied(project, site, f"Complain at https://my.example.{public} in a form") == [
        ("names-another-supplier", told)
    ]


def test_a_mailbox_below_one_domain_is_shared_by_its_owner(project: Path) -> None:
    """Two sites below one registered domain are one owner's; at two domains a mailbox was perhaps copied."""
    overlay(CASES / "rejected/shared-mailbox", project)
    file = project / "notice/suppliers/sample-reseller.yaml"
    text = file.read_text(encoding="utf-8")
    assert [each.rule.name for each in checking.check(project).diagnostics] == ["unstated-fact", "shared-mailbox"]
    file.write_text(text.replace("https://www.example.net/", "https://shop.example.com/"), encoding="utf-8")
    assert [each.rule.name for each in checking.check(project).diagnostics] == ["unstated-fact"]
