"""What belongs to one supplier stands in no other's files, and what a supplier replaced is gone from its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from generator.published.site import PublishedVariant

from typing import TYPE_CHECKING

from generator.formats import identity_marks
from generator.formats.identity_marks import Index, reached

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MOST = 20_000  # lines, and facts, that are remembered


class LeakDetector:
    """Looks for marks of identity in the files of one variant after another.

    Most lines and facts stand in many variants. What held no mark once is remembered, and not read again.
    """

    def __init__(self, index: Index, numbers: dict[str, int]) -> None:
        """Take an index of the suppliers' marks, and the number of each supplier in it."""
        self.index = index
        self.numbers = numbers
        self._lines: set[bytes] = set()
        self._facts: set[int] = set()

    def faults(self, variant: PublishedVariant, paths: Iterable[str]) -> Iterator[str]:
        """Find what belongs to others in the files of a variant, and in their names."""
        policy = variant.entry["policy"]["path"]
        for path in paths:
            found = self._foreign(variant, path.replace(f"/{variant.id}/", "/"))
            found |= self._in_policy(variant) if path == policy else self._in_lines(variant, path)
            for said in sorted(found):
                yield f'{path} holds "{said}", which belongs to another supplier'

    def _in_policy(self, variant: PublishedVariant) -> set[str]:
        """Look through a policy fact by fact."""
        whole = {
            key: [each for name, each in section.items() if name not in variant.facts]
            if isinstance(section, dict)
            else section
            for key, section in variant.policy.items()
        }
        found = self._foreign(variant, orjson.dumps([whole, list(variant.facts)]).decode())
        for entry, number in variant.facts.values():
            if number not in self._facts:
                marks = list(self.index.find(identity_marks.words(orjson.dumps(entry).decode())))
                found |= self._of_others(variant, marks)
                if not marks and len(self._facts) < _MOST:
                    self._facts.add(number)
        return found

    def _in_lines(self, variant: PublishedVariant, path: str) -> set[str]:
        """Look through a file line by line; what is one line of JSON is taken apart between its values."""
        own = variant.bytes(path).replace(f"/{variant.id}/".encode(), b"/-/").replace(b',"', b"\n")
        found: set[str] = set()
        for line in set(own.split(b"\n")) - self._lines:
            marks = list(self.index.find(_all_words(line.decode(errors="replace"))))
            found |= self._of_others(variant, marks)
            if not marks and len(self._lines) < _MOST:
                self._lines.add(line)
        return found

    def _foreign(self, variant: PublishedVariant, text: str) -> set[str]:
        return self._of_others(variant, self.index.find(identity_marks.words(text)))

    def _of_others(self, variant: PublishedVariant, marks: Iterable[tuple[int, str]]) -> set[str]:
        own = self.numbers.get(variant.id)
        return {said for owner, said in marks if owner != own}

    @classmethod
    def of(cls, variants: Iterable[PublishedVariant]) -> LeakDetector:
        """Make a watch from the published policies alone."""
        base: list[PublishedVariant] = []
        marks: list[tuple[int, str]] = []
        numbers: dict[str, int] = {}
        for variant in variants:
            if variant.entry["kind"] == "supplier":
                numbers[variant.id] = len(numbers)
                own = [*of_policy(variant.policy), *variant.colours, *variant.logo[:1]]
                marks += ((numbers[variant.id], mark) for mark in own)
            else:
                base.append(variant)
        index = Index(marks)
        for variant in base:
            ignore_marks_of(index, variant)
        return cls(index, numbers)


def ignore_marks_of(index: Index, base: PublishedVariant) -> None:
    """Forget the marks that the notice itself holds, as its variant without a supplier says it."""
    for listed in base.listed():
        index.forget(identity_marks.plain_words(base.bytes(listed["path"]).decode(errors="replace")))


def _all_words(line: str) -> list[str]:
    """Give the words of a line as they stand, and again as if it had no tags."""
    found = identity_marks.words(line)
    return [*found, "", *identity_marks.plain_words(line)] if "<" in line else found


def files_of(variant: PublishedVariant) -> list[str]:
    """Name the files of a variant that are text: its data, its pages and its search indexes."""
    folder: Path = variant.site.folder
    pages = [
        file.relative_to(folder).as_posix()
        for home in variant.homes.values()
        for file in sorted((folder / home).rglob("*"))
        if file.is_file() and file.suffix != ".pdf"
    ]
    return [*(entry["path"] for entry in variant.listed()), *pages]


def replaced_faults(variant: PublishedVariant, general: dict[str, Any]) -> Iterator[str]:
    """Find the party that stands for suppliers where the supplier itself must stand: in its roles and processes."""
    if variant.entry["kind"] != "supplier":
        return
    stands_for = general.get("roles", {}).get("processor", {}).get("supplier", "").partition("#")[2]
    path, value = variant.entry["policy"]["path"], variant.policy
    gone = f"{value['@id']}#{stands_for}"
    roles = [(f"roles/{mode}", each) for mode, each in value["roles"].items()]
    places = [*roles, ("service", value["service"])]
    places += [(f"processes/{name}", each) for name, each in value["processes"].items()]
    for where, entry in places:
        for key in ("supplier", "suppliers", "processors"):
            held = entry.get(key, [])
            if stands_for and gone in (held if isinstance(held, list) else [held]):
                yield f"{path} still names {stands_for} in {where}/{key}, where the supplier stands"


def of_policy(policy: dict[str, Any]) -> Iterator[str]:
    """Give the marks of identity in a supplier's published policy."""
    parties = policy.get("parties", {})
    own = [entry for name, entry in parties.items() if "statedBy" in entry and name != "supplier-authority"]
    for entry in own:
        if entry["@id"].endswith("#supplier"):
            yield from (entry[key] for key in ("name", "address", "registrationNumber") if key in entry)
        yield from reached([entry.get("website"), *entry.get("contact", [])])
    documents = policy.get("documents", {})
    yield from reached(entry.get("url") for entry in documents.values() if "statedBy" in entry)
