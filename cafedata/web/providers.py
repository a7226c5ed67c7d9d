"""The OpenID Connect providers, from a secrets file and the environment, and from nowhere else.

The file is the one that ``CAFE_SECRETS`` names, or else ``.streamlit/secrets.toml`` beside the
dashboard. It is TOML, as Streamlit reads it: an ``[auth]`` section and one ``[auth.NAME]`` per
provider. Three keys are ours: ``label``, what the button says, and ``email_domains`` and
``keeps_emails``, see :class:`cafedata.identity.Trust`. A secret may stay out of the file:
``CAFE_COOKIE_SECRET``, and ``CAFE_CLIENT_SECRET_NAME`` with the provider's name in capitals, win over
it.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cafedata.errors import Unavailable
from cafedata.identity import Trust
from cafedata.language import N_
from cafedata.web.pages import ROOT

FILE_VARIABLE = "CAFE_SECRETS"
_COOKIE_SECRET = "CAFE_COOKIE_SECRET"  # noqa: S105  the name of a variable
_CLIENT_SECRET = "CAFE_CLIENT_SECRET_"  # noqa: S105
_SHORTEST_SECRET = 32
_OF_A_PROVIDER = ("client_id", "client_secret", "server_metadata_url")
_CALLBACK = "/oauth2callback"


@dataclass(frozen=True)
class Provider:
    """``label`` is what people know it by."""

    name: str
    label: str
    trust: Trust


@cache
def secrets() -> dict[str, Any]:
    """What Streamlit is to know as its secrets; empty where no provider is configured.

    Raises :class:`Unavailable` for what would not work, so that ``cafe serve`` says it at once
    rather than the first visitor.
    """
    named = os.environ.get(FILE_VARIABLE)
    path = Path(named) if named else ROOT / ".streamlit/secrets.toml"
    if not named and not path.exists():
        return {}
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Unavailable(
            N_("Le fichier des secrets ne se lit pas : vérifiez {variable}."),
            variable=FILE_VARIABLE,
        ) from error
    auth = _with_environment(read.get("auth", {}))
    _require_whole(auth)
    return {"auth": auth}


def configured() -> list[Provider]:
    """The providers that people may sign in with, in the order of the file."""
    return [
        Provider(name, section.get("label", name), _trust(section))
        for name, section in _sections(secrets().get("auth", {})).items()
    ]


def _trust(section: Mapping[str, Any]) -> Trust:
    return Trust(
        section["client_id"],
        tuple(str(domain).lower() for domain in section.get("email_domains", ())),
        section.get("keeps_emails") is True,
    )


def find(name: str) -> Provider | None:
    """The configured provider of this name."""
    return next((provider for provider in configured() if provider.name == name), None)


def callback() -> str:
    """The address of ours that the providers send people back to; empty without providers."""
    return str(secrets().get("auth", {}).get("redirect_uri", ""))


def is_served_over_https() -> bool:
    """Whether people reach us over HTTPS, which a proxy in front may hide from us."""
    return callback().startswith("https://")


def _sections(auth: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        name: value
        for name, value in auth.items()
        if isinstance(value, dict) and name != "client_kwargs"
    }


def _with_environment(auth: dict[str, Any]) -> dict[str, Any]:
    if secret := os.environ.get(_COOKIE_SECRET):
        auth["cookie_secret"] = secret
    for name, section in _sections(auth).items():
        if secret := os.environ.get(_CLIENT_SECRET + name.upper().replace("-", "_")):
            section["client_secret"] = secret
    return auth


def _require_whole(auth: Mapping[str, Any]) -> None:
    if not str(auth.get("redirect_uri", "")).endswith(_CALLBACK):
        raise Unavailable(
            N_("Dans les secrets, « redirect_uri » doit finir par {end}."), end=_CALLBACK
        )
    if len(str(auth.get("cookie_secret", ""))) < _SHORTEST_SECRET:
        raise Unavailable(
            N_("Dans les secrets, « cookie_secret » doit avoir au moins {n} signes au hasard."),
            n=_SHORTEST_SECRET,
        )
    sections = _sections(auth)
    if not sections:
        raise Unavailable(N_("Les secrets ne nomment aucun fournisseur : ajoutez [auth.nom]."))
    for name, section in sections.items():
        if "_" in name or not name.islower():
            raise Unavailable(
                N_("Le nom de fournisseur « {name} » doit être en minuscules, sans « _ »."),
                name=name,
            )
        if missing := [key for key in _OF_A_PROVIDER if not section.get(key)]:
            raise Unavailable(
                N_("Il manque au fournisseur « {name} » : {missing}."),
                name=name,
                missing=", ".join(missing),
            )
