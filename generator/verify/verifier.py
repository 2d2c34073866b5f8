"""Everything that a reader of the published files can check, offline, in the order in which trust is built.

A finding is a sentence that names the file. The generator is not trusted here: the files are read as anyone would
read them, and compared with the schemas, the context and the vocabulary that this software carries.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.published.site import PublishedVariant, Site
from generator.verify import agreement, data, fingerprint, ids, leaks, manifests, statements, terms
from generator.verify.pages import PageChecker
from generator.verify.terms import Terms
from generator.vocabulary import dpv

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CORE_CHECKS = ("manifest", "json", "schema", "context", "vocabulary", "marks", "statements", "pages", "leaks")


@dataclass(frozen=True, slots=True)
class Result:
    """What one check found. `left_out` says why a check could not be made; `warnings` do not refuse the site."""

    name: str
    faults: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    left_out: str = ""


class Verifier:
    """Checks variants one after another. What it found to be so of one, it knows of the next."""

    def __init__(self, pages: PageChecker, detector: leaks.LeakDetector, general: dict[str, Any]) -> None:
        """Take what checks pages, what detects values of other suppliers, and the policy that needs no supplier."""
        self.pages = pages
        self.leaks = detector
        self.general = general
        self.terms = Terms()
        self.agreement = agreement.PageAgreement()
        self.templates = fingerprint.VerifiedTemplates()

    def check(self, variant: PublishedVariant) -> tuple[str, tuple[str, ...]] | None:
        """Check one variant by itself, in order. Returns the first check that finds faults with them, or nothing.

        One that is like another that was sound needs no more than its data checked by the schemas. What it links to
        outside its own folder is left in `pages.links_out`.
        """
        files = leaks.files_of(variant)
        form: dict[str, Callable[[], Iterator[str]]] = {
            "json": lambda: data.json_faults(variant),
            "schema": lambda: data.schema_faults(variant),
        }
        if self._is_known(variant, files):
            return _first({"schema": form["schema"]})
        rest: dict[str, Callable[[], Iterator[str]]] = {
            **form,
            "context": lambda: self.terms.context_faults(variant),
            "vocabulary": lambda: self.terms.vocabulary_faults(variant),
            "marks": lambda: self.agreement.faults(variant),
            "statements": lambda: statements.faults(variant),
            "pages": lambda: self.pages.variant(variant.homes, variant.policy),
            "leaks": lambda: self._leaks(variant, files),
        }
        found = _first(rest)
        if found is None:
            self.templates.remember(variant, files)
        return found

    def _is_known(self, variant: PublishedVariant, files: list[str]) -> bool:
        try:
            return self.templates.matches(variant, files)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):  # it is not even in order: find out how
            return False

    def sunset(self, variant: PublishedVariant) -> Iterator[str]:
        """Find terms that DPV is about to remove."""
        for term in sorted(self.terms.used(variant) & dpv.vocabulary().sunset):
            yield f"{variant.entry['policy']['path']} uses {term}, which is about to leave DPV"

    def _leaks(self, variant: PublishedVariant, files: list[str]) -> Iterator[str]:
        yield from self.leaks.faults(variant, files)
        yield from leaks.replaced_faults(variant, self.general)


def shared(site: Site, pages: PageChecker) -> tuple[str, tuple[str, ...]] | None:
    """Check what all variants share, in order. Returns the first check that finds faults with them, or nothing."""
    checks: dict[str, Callable[[], Iterator[str]]] = {
        "json": lambda: data.shared_json_faults(site),
        "schema": lambda: data.shared_schema_faults(site),
        "context": lambda: terms.shared_context_faults(site),
        "pages": lambda: pages.shared(
            site.catalog["languages"], [each["id"] for each in site.catalog.get("tombstones", ())]
        ),
    }
    return _first(checks)


def _first(checks: dict[str, Callable[[], Iterator[str]]]) -> tuple[str, tuple[str, ...]] | None:
    """Make checks in order. Returns the first that finds faults with them, or nothing."""
    for name, check in checks.items():
        if found := tuple(check()):
            return name, found
    return None


def verify_core(folder: Path) -> Iterator[Result]:
    """Make the checks that need nothing but this software. A fault ends it: what follows would rest on it."""
    site = Site(folder)
    faults = tuple(manifests.faults(site))
    yield Result("manifest", faults)
    if faults:
        return
    found: dict[str, list[str]] = {name: [] for name in CORE_CHECKS[1:]}
    warnings: list[str] = []
    for name, check in (
        ("json", data.catalog_faults),
        ("json", data.shared_json_faults),
        ("schema", data.shared_schema_faults),
        ("schema", data.entry_faults),
    ):
        found[name] += check(site)
        if found[name]:
            break
    else:
        _variants(site, found, warnings)
    for name in CORE_CHECKS[1:]:
        yield Result(name, tuple(found[name]), tuple(warnings) if name == "vocabulary" else ())
        if found[name]:
            return


def _variants(site: Site, found: dict[str, list[str]], warnings: list[str]) -> None:
    """Check every variant, then what they share and link to."""
    pages = PageChecker(site.folder, site.address)
    unsound = [(name, fault) for variant in site.variants() for name, fault in _form(variant)]
    for name, fault in unsound:
        found[name].append(fault)
    if unsound:
        return
    detector = leaks.LeakDetector.of(site.variants())
    general = next((each.policy for each in site.variants() if each.id == "general"), {})
    verifier = Verifier(pages, detector, general)
    for variant in site.variants():
        wrong = verifier.check(variant)
        if wrong:
            found[wrong[0]] += wrong[1]
        else:
            warnings += verifier.sunset(variant)
    if last := shared(site, pages):
        found[last[0]] += last[1]


def _form(variant: PublishedVariant) -> Iterator[tuple[str, str]]:
    """Check the form of a variant's data, on which everything rests that compares variants."""
    for name, check in (("json", data.json_faults), ("schema", data.schema_faults)):
        faults = list(check(variant))
        yield from ((name, fault) for fault in faults)
        if faults:
            return


def verify_all(folder: Path, earlier: Path | None = None) -> Iterator[Result]:
    """Make every check: the quick ones, then those of linked data, and of ids against an earlier site."""
    sound = True
    for result in verify_core(folder):
        yield result
        sound = sound and not result.faults
    if not sound:
        return
    site = Site(folder)
    try:
        from generator.verify import linked_data  # noqa: PLC0415 - its libraries are an extra
    except ImportError as error:
        yield Result("linked data", left_out=f"{error.name} is missing: pip install 'privacy-notice-generator[verify]'")
    else:
        for name, check in linked_data.CHECKS.items():
            yield Result(name, tuple(check(site)))
    if earlier is not None:
        yield Result("ids", tuple(_lost_ids(site, earlier)))


def _lost_ids(site: Site, earlier: Path) -> Iterator[str]:
    """Compare with an earlier site, which another version of this software may have made: it is not checked itself."""
    try:
        yield from ids.lost_ids(site, Site(earlier))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        yield f"{earlier} cannot be read as a published notice, so no ids of it can be compared"
