"""Whether a planned meetup is overdue: its date is past and nobody has said what happened."""

import datetime as dt

from sqlalchemy import ColumnElement, and_, case, literal

from cafedata.model import Meetup
from cafedata.vocabulary import DatePrecision, MeetupState


def is_late(state: MeetupState, date: dt.date, precision: DatePrecision, today: dt.date) -> bool:
    """Whether a meetup should have been entered by today; :func:`late` asks it of the database."""
    return state is MeetupState.planned and date < _late_before(precision, today)


def late(today: dt.date) -> ColumnElement[bool]:
    """The meetups that should have been entered by today."""
    late_before = case(
        {word: literal(_late_before(word, today)) for word in DatePrecision},
        value=Meetup.date_precision,
    )
    return and_(Meetup.state == MeetupState.planned, Meetup.date < late_before)


def _late_before(precision: DatePrecision, today: dt.date) -> dt.date:
    """A café planned for a month is not late before the month is over."""
    match precision:
        case DatePrecision.year:
            return today.replace(month=1, day=1)
        case DatePrecision.month:
            return today.replace(day=1)
        case DatePrecision.day:
            return today
