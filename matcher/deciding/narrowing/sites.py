"""Where the disease has spread to, the brain and the meninges among it, and whether any of it can be measured."""

from __future__ import annotations

from data import axes
from matcher.deciding.narrowing.disease import KnownDisease

VISCERAL = ("liver", "lung", "pleura", "peritoneum")  # visceral: not bone, nodes or skin


def site(known: KnownDisease, site: str) -> int:
    p = known.patient
    if known.certainly_not_metastatic:
        return axes.NO
    if site == "brain" and p.brain_metastases is not None:
        return axes.NO if p.brain_metastases == "none" else axes.YES
    if p.metastatic_sites:
        return axes.YES if site in p.metastatic_sites else axes.NO
    return axes.NO | axes.YES


def visceral(known: KnownDisease, _: str) -> int:
    found = [known.possible(f"site:{site}") for site in VISCERAL]
    if axes.YES in found:
        return axes.YES
    return axes.NO if all(mask == axes.NO for mask in found) else axes.NO | axes.YES


def bone_only(known: KnownDisease, _: str) -> int:
    sites = known.patient.metastatic_sites
    if known.certainly_not_metastatic:
        return axes.NO
    if sites:
        return axes.YES if set(sites) == {"bone"} else axes.NO
    brain = known.patient.brain_metastases
    return axes.NO if brain not in (None, "none") else axes.NO | axes.YES


def brain(known: KnownDisease, _: str) -> int:
    p = known.patient
    if p.brain_metastases is not None:
        return axes.mask(axes.BRAIN_AXIS, [p.brain_metastases])
    if known.certainly_not_metastatic or set(p.metastatic_sites or ()) == {"bone"}:
        return axes.mask(axes.BRAIN_AXIS, ["none"])
    # The brain is not imaged as a rule: its absence from a list of known sites proves nothing.
    if known.possible("site:brain") == axes.YES:
        return axes.mask(axes.BRAIN_AXIS, ["treated_stable", "untreated", "progressing"])
    return axes.full(axes.BRAIN_AXIS)


def leptomeningeal(known: KnownDisease, _: str) -> int:
    if known.patient.leptomeningeal_disease is not None:
        return axes.YES if known.patient.leptomeningeal_disease else axes.NO
    if known.certainly_not_metastatic or set(known.patient.metastatic_sites or ()) == {"bone"}:
        return axes.NO
    return axes.NO | axes.YES


def measurable(known: KnownDisease, _: str) -> int:
    if known.patient.measurable_disease is not None:
        return axes.YES if known.patient.measurable_disease else axes.NO
    return axes.NO if known.certainly_disease_free else axes.NO | axes.YES
