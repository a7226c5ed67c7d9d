"""A region's reference data, from a folder of CSV files into the tables.

A folder holds six files, each in UTF-8 with the columns of :mod:`cafedata.seeding.rows`;
``seed/laurentides`` is one. Lists within a cell are separated by semicolons.
"""

from cafedata.seeding.files import BadFile
from cafedata.seeding.saving import Loaded, load

__all__ = ["BadFile", "Loaded", "load"]
