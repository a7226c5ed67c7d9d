""" "Other" themes counted under a theme of the catalogue, while meetups keep the words they hold."""

from sqlalchemy import ColumnElement, func, literal_column, select

from cafedata.model import RaisedTheme, ThemeRegrouping

OTHER = "other"
"""The code of the theme that is told in words."""


def counted_theme() -> ColumnElement[str]:
    """The code of the theme under which a raised theme is counted.

    For any statement that reads ``raised_theme``, to select and to group by: it holds no parameter,
    since PostgreSQL would not see that two expressions with parameters are the same.
    """
    regrouped = select(ThemeRegrouping.theme_code).where(
        RaisedTheme.theme_code == literal_column(f"'{OTHER}'"),
        ThemeRegrouping.text == RaisedTheme.other_text,
    )
    return func.coalesce(regrouped.correlate(RaisedTheme).scalar_subquery(), RaisedTheme.theme_code)
