"""What belongs to one supplier stands in no other's files, and what a supplier replaced is gone from its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator import identities

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from generator.verifier.reading import Variant

_MOST = 200_000  # lines that are remembered as harmless


class Watch:
    """Looks for marks of identity in the files of one variant after another.

    Most lines stand in many variants. A line that held no mark once is not read again: its hash is remembered.
    """

    def __init__(self, index: identities.Index, numbers: dict[str, int]) -> None:
        """Take an index of the suppliers' marks, and the number of each supplier in it."""
        self.index = index
        self.numbers = numbers
        self.harmless: set[int] = set()

    def faults(self, variant: Variant, paths: Iterable[str]) -> Iterator[str]:
        """Find what belongs to others in the files of a variant, and in their names."""
        own = self.numbers.get(variant.id, -1)
        here = f"/{variant.id}/".encode()
        told = set()
        for path in paths:
            lines = variant.bytes(path).replace(here, b"/\0/").replace(f'"{variant.id}"'.encode(), b'"\0"').split(b"\n")
            new = [line for line in lines if hash(line) not in self.harmless]
            for line in (*new, path.replace(f"/{variant.id}/", "/").encode()):
                clean = True
                for owner, said in self.index.find(_all_words(line.decode())):
                    clean = False
                    if owner != own and (path, said) not in told:
                        told.add((path, said))
                        yield f'{path} holds "{said}", which belongs to another supplier'
                if clean and len(self.harmless) < _MOST:
                    self.harmless.add(hash(line))

    @classmethod
    def of(cls, variants: Iterable[Variant]) -> Watch:
        """Make a watch from the published policies alone."""
        base: list[Variant] = []
        marks: list[tuple[int, str]] = []
        numbers: dict[str, int] = {}
        for variant in variants:
            if variant.entry["kind"] == "supplier":
                numbers[variant.id] = len(numbers)
                marks += ((numbers[variant.id], mark) for mark in identities.of_policy(variant.policy))
            else:
                base.append(variant)
        index = identities.Index(marks)
        for variant in base:
            forget(index, variant)
        return cls(index, numbers)


def forget(index: identities.Index, base: Variant) -> None:
    """Forget the marks that the notice itself holds, as its variant without a supplier says it."""
    for listed in base.listed():
        index.forget(identities.plain_words(base.bytes(listed["path"]).decode()))


def _all_words(line: str) -> list[str]:
    """Give the words of a line as they stand, and again as if it had no tags."""
    found = identities.words(line)
    return [*found, "", *identities.plain_words(line)] if "<" in line else found


def files_of(variant: Variant) -> list[str]:
    """Name the files of a variant that say something: its data, its pages and its search indexes."""
    folder: Path = variant.site.folder
    pages = [
        file.relative_to(folder).as_posix()
        for home in variant.homes.values()
        for file in sorted((folder / home).rglob("*"))
        if file.is_file()
    ]
    return [*(entry["path"] for entry in variant.listed()), *pages]


def replaced_faults(variant: Variant, general: dict[str, Any]) -> Iterator[str]:
    """Find the party that stands for suppliers where the supplier itself must stand: in its roles and processes."""
    if variant.entry["kind"] != "supplier":
        return
    stands_for = general.get("roles", {}).get("processor", {}).get("supplier", "").partition("#")[2]
    path, value = variant.entry["policy"]["path"], variant.policy
    gone = f"{value['@id']}#{stands_for}"
    roles = [(f"roles/{mode}", each) for mode, each in value.get("roles", {}).items()]
    places = [*roles, ("service", value.get("service", {}))]
    places += [(f"processes/{name}", each) for name, each in value.get("processes", {}).items()]
    for where, entry in places:
        for key in ("supplier", "suppliers", "processors"):
            held = entry.get(key, [])
            if stands_for and gone in (held if isinstance(held, list) else [held]):
                yield f"{path} still names {stands_for} in {where}/{key}, where the supplier stands"
