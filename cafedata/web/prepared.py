"""What charts are made of, kept in memory between reruns and shared by all who may see the same.

The key of a kept value holds all that it depends on: the database and its data version, what the
viewer may see (and not who they are), the language, the day and the selection. A change that is
saved anywhere gives the next rerun another data version, hence another key: nothing is ever shown
that is older than the data that the same rerun reads. There is no clock; the least recently used
values make room for new ones.
"""

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from cafedata import catalog as catalogs
from cafedata import database, language
from cafedata.access import Viewer
from cafedata.catalog import Catalog
from cafedata.selection import Selection

_MOST_KEPT = 600
"""A chart and its table take some tens of kilobytes."""

T = TypeVar("T")


class _Shelf:
    """A bounded store of values by key, shared by the threads of this process."""

    def __init__(self) -> None:
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def take(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value kept under this key, or the one just made; two threads may make it at once."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                found: T = self._values[key]
                return found
        made = make()
        with self._lock:
            self._values[key] = made
            while len(self._values) > _MOST_KEPT:
                self._values.popitem(last=False)
        return made

    def clear(self) -> None:
        with self._lock:
            self._values.clear()


_SHELF = _Shelf()


def clear() -> None:
    """Forget all that is kept, as a new process does."""
    _SHELF.clear()


@dataclass(frozen=True)
class DataSeen:
    """The data that one rerun reads: which database, and as of which change."""

    url: str
    version: int


def data_seen(session: Session) -> DataSeen:
    """What this session reads. One read by primary key, in the same view as all that follows."""
    return DataSeen(str(session.get_bind().engine.url), database.data_version(session))


def catalog(session: Session, seen: DataSeen) -> Catalog:
    """The whole catalogue, read anew only when something was changed."""
    return _SHELF.take((seen, "catalog"), lambda: catalogs.read(session))


def take(
    seen: DataSeen,
    viewer: Viewer,
    selection: Selection,
    today: dt.date,
    name: Hashable,
    make: Callable[[], T],
) -> T:
    """What ``make`` returns for this viewer's rights, language, day and selection.

    ``name`` tells apart all that is made for the same ones. What is returned is shared: it must not
    be changed.
    """
    if not seen.version:  # nothing counts the changes of a database without its installation row
        return make()
    rights = (
        viewer.role,
        viewer.service_code,
        viewer.municipality_codes,
        viewer.small_number,
        viewer.preview_of is not None,
    )
    return _SHELF.take((seen, rights, language.current(), today, selection, name), make)
