"""Where a patient is and how far the recruiting sites are. US postal codes come from the `zipcodes` package, offline."""

from __future__ import annotations

import math
from functools import cache

from data.patient import Patient
from data.trial import Location, Trial
from matcher.results import Site

EARTH_RADIUS_MILES = 3958.8
RECRUITING_SITES = frozenset({"RECRUITING", "ENROLLING_BY_INVITATION", "AVAILABLE"})
UNITED_STATES = "United States"

Point = tuple[float, float]


class UnknownPlace(ValueError):
    """The place given can't be found; the message names the field and what would be right."""


def place_of(patient: Patient) -> Point | None:
    """Latitude and longitude in degrees; None where no place was given. Raises UnknownPlace."""
    if patient.latitude is not None and patient.longitude is not None:
        return patient.latitude, patient.longitude
    if patient.postal_code is None:
        return None
    if patient.country not in (None, UNITED_STATES):
        return None  # only US postal codes have coordinates offline; sites are then filtered by nothing
    point = _us_postal_codes().get(patient.postal_code.strip()[:5])
    if point is None:
        raise UnknownPlace(
            f"postal_code: {patient.postal_code!r} is no US postal code; give a five-digit one, or latitude and longitude"
        )
    return point


@cache
def _us_postal_codes() -> dict[str, Point]:
    import zipcodes

    codes: list[dict[str, str]] = zipcodes.list_all()  # type: ignore[no-untyped-call]
    return {z["zip_code"]: (float(z["lat"]), float(z["long"])) for z in codes if z["lat"] and z["long"]}


def distance_miles(a: Point, b: Point) -> float:
    """The great-circle distance (haversine)."""
    (lat1, lon1), (lat2, lon2) = ((math.radians(x), math.radians(y)) for x, y in (a, b))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_MILES * math.asin(math.sqrt(h))


def is_recruiting(location: Location, trial: Trial) -> bool:
    """Whether the site takes patients: its own status, or the trial's where the registry gives the site none."""
    return (location.status or trial.overall_status) in RECRUITING_SITES


def nearest_site(trial: Trial, place: Point | None) -> Site | None:
    """The nearest recruiting site with coordinates; without a place the first recruiting one; None where there is none."""
    sites = [location for location in trial.locations if is_recruiting(location, trial)]
    if not sites:
        return None
    if place is None:
        return Site(sites[0], None)
    measured = [
        (distance_miles(place, (s.latitude, s.longitude)), i)
        for i, s in enumerate(sites)
        if s.latitude is not None and s.longitude is not None
    ]
    if not measured:
        return Site(sites[0], None)
    distance, i = min(measured)
    return Site(sites[i], distance)
