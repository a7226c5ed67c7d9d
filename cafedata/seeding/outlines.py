"""The outlines of a region, from the GeoJSON file of its folder; a folder may be without one."""

import json
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, ValidationError

from cafedata.language import N_
from cafedata.seeding.files import BadFile

NAME = "mrc.geojson"

_Degrees = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
_Ring = Annotated[list[tuple[_Degrees, _Degrees]], Field(min_length=4)]
_Rings = Annotated[list[_Ring], Field(min_length=1)]


class _Polygon(BaseModel):
    type: Literal["Polygon"]
    coordinates: _Rings


class _Polygons(BaseModel):
    type: Literal["MultiPolygon"]
    coordinates: Annotated[list[_Rings], Field(min_length=1)]


class _Named(BaseModel):
    name: Annotated[str, Field(min_length=1, max_length=300)]


class _Feature(BaseModel):
    properties: _Named
    geometry: Annotated[_Polygon | _Polygons, Field(discriminator="type")]


class _Collection(BaseModel):
    type: Literal["FeatureCollection"]
    features: list[_Feature]


def read(folder: Path) -> dict[str, dict[str, Any]]:
    """The geometry of each outline by its name; none without a file.

    Raises :class:`BadFile` when the file is not a collection of named polygons, or names one twice.
    """
    path = folder / NAME
    if not path.exists():
        return {}
    try:
        found = _Collection.model_validate(json.loads(path.read_bytes()))
    except (OSError, ValueError, ValidationError) as error:
        raise BadFile(
            N_("{file} : ce fichier n'est pas une collection GeoJSON de polygones nommés."),
            file=NAME,
        ) from error
    outlines = {row.properties.name: row.geometry.model_dump() for row in found.features}
    if len(outlines) < len(found.features):
        raise BadFile(N_("{file} : un contour y figure deux fois."), file=NAME)
    return outlines
