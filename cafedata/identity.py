"""What an OpenID Connect provider says of a person, and which of it is believed.

An account is found by its e-mail address, so the address must be one that the provider has *verified*:
anybody can write somebody else's address in a profile of their own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_MICROSOFT = re.compile(r"https://login\.microsoftonline\.(com|us)/[0-9a-f-]{36}/v2\.0")


@dataclass(frozen=True)
class Trust:
    """What whoever runs this site believes of a provider.

    ``client_id`` is the name under which we are known there. ``email_domains`` are those of its own
    people, empty for any. ``keeps_emails`` is for a provider without ``email_verified``: its
    administration writes the addresses, and nobody there can change their own.
    """

    client_id: str
    email_domains: tuple[str, ...] = ()
    keeps_emails: bool = False


def verified_email(claims: Mapping[str, Any], trust: Trust) -> str | None:
    """The address that these claims prove, in small letters, or ``None``.

    ``claims`` are those of an ID token whose signature and issuer were checked; that it was made for
    us is checked here (OpenID Connect Core 1.0, 3.1.3.7, step 3). The address is ``email`` and
    nothing else: ``preferred_username`` and ``upn`` are names that change hands. It counts as
    verified when ``email_verified`` is true, or ``"true"`` as some write it. Microsoft Entra has no
    such claim, and its ``email`` may be any text that a tenant's administrator typed; there, and
    only there, the optional claim ``xms_edov`` is believed: the domain's owner was verified. With
    ``trust.keeps_emails``, a claim that is absent is the operator's word instead; one that says
    « false » is still believed.
    """
    email = claims.get("email")
    if not isinstance(email, str) or not _is_for(claims, trust.client_id):
        return None
    email = email.strip().lower()
    name, at, domain = email.rpartition("@")
    if not (name and at and domain) or "@" in name:
        return None
    if trust.email_domains and domain not in trust.email_domains:
        return None
    return email if _is_verified(claims, trust) else None


def _is_for(claims: Mapping[str, Any], client_id: str) -> bool:
    audience = claims.get("aud")
    return client_id in audience if isinstance(audience, list) else client_id == audience


def _is_verified(claims: Mapping[str, Any], trust: Trust) -> bool:
    is_microsoft = _MICROSOFT.fullmatch(str(claims.get("iss", "")))
    said = claims.get("xms_edov" if is_microsoft else "email_verified")
    if said is None:
        return trust.keeps_emails
    return said is True or (type(said) is int and said == 1) or said in ("true", "1")
