"""The threshold k under which counts about people are masked."""

from sqlalchemy.orm import Session

from cafedata.access import Viewer, require_administrator
from cafedata.administration import records
from cafedata.administration.checks import Checks
from cafedata.errors import Unavailable
from cafedata.language import N_
from cafedata.model import Installation
from cafedata.vocabulary import AdministrativeSubject, AdministrativeVerb

LEAST, MOST = 2, 50
"""Below 2 nothing would be masked; beyond 50 a partner would see nothing."""


def set_small_number(session: Session, viewer: Viewer, k: int | None) -> None:
    """Mask counts about people below ``k``, for everyone's next interaction on.

    Raises :class:`InvalidEntry` with the field ``small_number`` outside :data:`LEAST` to
    :data:`MOST`, both included.
    """
    require_administrator(viewer)
    checks = Checks()
    message = N_("Choisissez un nombre de {least} à {most}.")
    is_right = k is not None and LEAST <= k <= MOST
    checks.require(is_right, "small_number", message, least=LEAST, most=MOST)
    checks.settle()
    installation = session.get(Installation, 1, with_for_update=True)
    if installation is None:
        raise Unavailable(N_("Cette base de données est vide : chargez d'abord une région."))
    before, after = {"k": installation.small_number}, {"k": k}
    if before == after:
        return
    installation.small_number = k or LEAST
    verb, subject = AdministrativeVerb.changed, AdministrativeSubject.small_number
    records.leave(session, viewer, verb, subject, "k", before=before, after=after)
