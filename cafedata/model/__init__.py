"""The tables: reference data, accounts, meetups with all that belongs to them, and their history.

SQLite and PostgreSQL hold the same tables and the same constraints. Closed sets are stored as text
with a CHECK, because PostgreSQL's own enumerations have no twin in SQLite.
"""

from cafedata.model.accounts import Account, AccountMunicipality, SignIn
from cafedata.model.catalogue import Program, ProgramOwner, ProgramTheme, Theme, ThemeRegrouping
from cafedata.model.columns import Base, Moment
from cafedata.model.meetups import (
    Announcement,
    ClienteleCount,
    FollowUp,
    Meetup,
    MeetupPart,
    MeetupService,
    MeetupTag,
    OfficersPresent,
    Postponement,
    PresentPartner,
    PromotedProgram,
    RaisedTheme,
    Series,
    Tour,
    UndividedTotal,
    UnreportedOffence,
)
from cafedata.model.records import AdministrativeChange, Change, ConfidentialityIncident, Draft
from cafedata.model.region import (
    Coverage,
    Installation,
    Municipality,
    Outline,
    Population,
    Service,
    VenueSpelling,
)

__all__ = [
    "Account",
    "AccountMunicipality",
    "AdministrativeChange",
    "Announcement",
    "Base",
    "Change",
    "ClienteleCount",
    "ConfidentialityIncident",
    "Coverage",
    "Draft",
    "FollowUp",
    "Installation",
    "Meetup",
    "MeetupPart",
    "MeetupService",
    "MeetupTag",
    "Moment",
    "Municipality",
    "OfficersPresent",
    "Outline",
    "Population",
    "Postponement",
    "PresentPartner",
    "Program",
    "ProgramOwner",
    "ProgramTheme",
    "PromotedProgram",
    "RaisedTheme",
    "Series",
    "Service",
    "SignIn",
    "Theme",
    "ThemeRegrouping",
    "Tour",
    "UndividedTotal",
    "UnreportedOffence",
    "VenueSpelling",
]
