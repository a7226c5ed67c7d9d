"""Why a form is not saved, said in it: beside each field, and once above its button."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from cafedata.access import Viewer, require_writer
from cafedata.doubts import Doubt, unanswered
from cafedata.errors import CafeError, InvalidEntry, NotAllowed
from cafedata.language import gettext as _
from cafedata.language import sentence
from cafedata.web import journal, sign_in
from cafedata.web.entry_form.fields import Form

Place = Callable[[str], str]
"""From the path of a field in an entry to the widget beside which one tells of it."""


def find_writer(form: Form) -> Viewer | None:
    """Who sends the form, which forgets what it said before; or says why nobody may."""
    form.problems, form.questions, form.doubts, form.failure = {}, {}, [], ""
    viewer = sign_in.find_viewer()
    if viewer is None:
        form.failure = _("Votre session est terminée : reconnectez-vous. Rien n'est perdu ici.")
        return None
    try:
        require_writer(viewer, viewer.service_code or "")
    except NotAllowed as error:
        form.failure = journal.said(error)
        return None
    return viewer


@contextmanager
def told(form: Form, place: Place) -> Iterator[None]:
    """Turn what stops the block into sentences of the form."""
    try:
        yield
    except InvalidEntry as error:
        form.failure = sentence(error.message)
        for problem in error.problems:
            text = sentence(problem.message, **problem.values)
            form.problems.setdefault(place(problem.field), []).append(text)
    except CafeError as error:
        form.failure = journal.said(error)
    except SQLAlchemyError:
        form.failure = _("La base de données ne répond pas. Rien n'est perdu : réessayez.")


def asked(form: Form, doubts: Iterable[Doubt], place: Place) -> bool:
    """Put each doubt that nobody answered beside its field; whether there is one."""
    form.doubts = unanswered(doubts, form.answered)
    for doubt in form.doubts:
        text = sentence(doubt.message, **doubt.values)
        form.questions.setdefault(place(doubt.field), []).append(text)
    return bool(form.doubts)
