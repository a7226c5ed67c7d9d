"""Several meetups entered as one: a series that comes back, a tour of several stops in one day."""

from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from cafedata.checking import Name, Value, broken, present
from cafedata.entry import Attendance, MeetupEntry
from cafedata.language import N_
from cafedata.vocabulary import TOOK_PLACE, CountPrecision, MeetupState

MOST_CAFES = 60
"""Cafés of one series: more than a year of every week."""
MOST_STOPS = 20


class SeriesEntry(Value):
    """Planned cafés under one title, each on its own day."""

    title: Annotated[Name, BeforeValidator(present)]
    cafes: Annotated[tuple[MeetupEntry, ...], Field(max_length=MOST_CAFES)]

    @model_validator(mode="after")
    def _has_cafes(self) -> Self:
        if not self.cafes:
            raise broken(N_("Gardez au moins une date."), "cafes")
        return self

    @model_validator(mode="after")
    def _is_planned(self) -> Self:
        if any(cafe.state is not MeetupState.planned for cafe in self.cafes):
            raise broken(N_("Une série se planifie : ses cafés n'ont pas encore eu lieu."), "cafes")
        return self

    @model_validator(mode="after")
    def _has_one_lead(self) -> Self:
        if len({cafe.lead_service for cafe in self.cafes}) > 1:
            raise broken(N_("Un seul service mène une série."), "cafes")
        return self

    @model_validator(mode="after")
    def _each_on_its_day(self) -> Self:
        if len({cafe.date for cafe in self.cafes}) < len(self.cafes):
            raise broken(N_("La même date est inscrite deux fois."), "cafes")
        return self


class TourEntry(Value):
    """The stops of one outing in a day.

    A known ``total`` is what all of them counted together: no stop then has a count of its own.
    """

    title: Name = ""
    total: Attendance = Attendance()
    stops: Annotated[tuple[MeetupEntry, ...], Field(max_length=MOST_STOPS)]

    @model_validator(mode="after")
    def _has_stops(self) -> Self:
        if len(self.stops) < 2:
            raise broken(
                N_("Une tournée compte au moins deux arrêts : pour un seul, saisissez un café."),
                "stops",
            )
        return self

    @model_validator(mode="after")
    def _is_one_outing(self) -> Self:
        if len({(stop.lead_service, stop.date, stop.date_precision) for stop in self.stops}) > 1:
            raise broken(N_("Tous les arrêts d'une tournée ont le même jour et service."), "stops")
        return self

    @model_validator(mode="after")
    def _counts_once(self) -> Self:
        if self.total.precision is CountPrecision.unknown:
            return self
        if any(stop.has_people_counted for stop in self.stops):
            raise broken(
                N_("Inscrivez un nombre par arrêt, ou un seul total pour la tournée."), "total"
            )
        if not any(stop.state in TOOK_PLACE for stop in self.stops):
            raise broken(N_("Une tournée prévue n'a pas encore de total."), "total")
        return self
