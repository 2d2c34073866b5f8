"""What a variant tells the people who come by one mode, and what its facts leave out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator import model


@dataclass(frozen=True, slots=True)
class ModeView:
    """What a variant tells the people who come by one mode."""

    variant: model.Variant
    mode: model.Mode

    def facts(self, kind: str) -> list[Any]:
        """Return the facts of a kind that hold in the mode."""
        return [fact for fact in self.variant.section(kind) if fact.applies_when in (None, self.mode)]

    def bases(self, *kinds: str) -> list[model.LegalBasis]:
        """Return the legal bases of some kinds that a process rests on."""
        used = {basis.id for process in self.facts("processes") for basis in process.legal_basis}
        return [basis for basis in self.facts("legal-bases") if basis.id in used and basis.kind in kinds]

    def indirect(self) -> list[model.PersonalData]:
        """Return the personal data that comes from someone else, which is when Art. 14 applies."""
        return [data for data in self.facts("personal-data") if set(data.sources) - _OWN_SOURCES]


def terms(fact: model.Fact) -> tuple[str, ...]:
    """Return the DPV terms that a fact means, or is a kind of."""
    return (*fact.dpv, *fact.broader)


def reachable(party: model.Party) -> bool:
    """Whether a notice says how to reach a party."""
    return bool(party.email or party.phone or party.address or party.website or party.reached_through)


def without_reason(basis: model.Fact) -> bool:
    """Whether a legitimate interest is claimed without saying why it outweighs."""
    return isinstance(basis, model.LegalBasis) and basis.kind == "legitimate-interest" and not basis.justification


def without_country(transfer: model.Fact) -> bool:
    """Whether a transfer goes to a country that is not named."""
    return isinstance(transfer, model.Transfer) and not any(each.partition(":")[0] == "loc" for each in transfer.to)


def without_safeguard(transfer: model.Fact) -> bool:
    """Whether a transfer that no finding of adequacy covers has neither a document nor a measure to protect it."""
    if not isinstance(transfer, model.Transfer):
        return False
    covered = any("A45" in each or "Adequacy" in each for each in transfer.legal_basis)
    return not (covered or transfer.documents or transfer.measures)


def keeps(storage: model.Storage) -> bool:
    """Whether a storage condition says how long data is kept."""
    if storage.kind == "duration":
        return bool(storage.duration or storage.until)
    return storage.kind in ("deletion", "not-kept")


# What a person gives or leaves behind while being served is collected from that person (Art. 13).
_OWN_SOURCES = frozenset({"dpv:DataSubjectDataSource", "dpv:DataControllerDataSource"})
