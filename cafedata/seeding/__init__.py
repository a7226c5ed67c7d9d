"""A region's reference data, from a folder of files into the tables.

A folder holds six CSV files, each in UTF-8 with the columns of :mod:`cafedata.seeding.rows`; lists
within a cell are separated by semicolons. It may hold the outlines of its parts in ``mrc.geojson``
(:mod:`cafedata.seeding.outlines`). ``seed/laurentides`` is one.
"""

from cafedata.seeding.files import BadFile
from cafedata.seeding.saving import Kept, Loaded, load

__all__ = ["BadFile", "Kept", "Loaded", "load"]
