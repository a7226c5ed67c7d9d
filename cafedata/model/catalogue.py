"""What is talked about and what is offered: themes, programs, and which answers which."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cafedata.model.columns import Base, Code, Line
from cafedata.vocabulary import CatalogStatus, ProgramKind


class Theme(Base):
    """A subject that people talk about at a café."""

    __tablename__ = "theme"

    code: Mapped[Code] = mapped_column(primary_key=True)
    label_fr: Mapped[Line]
    label_en: Mapped[Line]
    family: Mapped[Code]
    duc_codes: Mapped[Line]
    status: Mapped[CatalogStatus] = mapped_column(default=CatalogStatus.active)
    successor_code: Mapped[Code | None] = mapped_column(ForeignKey("theme.code"))
    position: Mapped[int] = mapped_column(default=0)


class ThemeRegrouping(Base):
    """The theme under which an "other" theme of that text is counted; the meetups keep the text."""

    __tablename__ = "theme_regrouping"
    __table_args__ = (CheckConstraint("text <> ''", name="text"),)

    text: Mapped[str] = mapped_column(String(300), primary_key=True)
    theme_code: Mapped[Code] = mapped_column(ForeignKey("theme.code"))


class Program(Base):
    """A prevention program or a security measure, and its life."""

    __tablename__ = "program"
    __table_args__ = (CheckConstraint("until >= since", name="life"),)

    code: Mapped[Code] = mapped_column(primary_key=True)
    kind: Mapped[ProgramKind]
    name_fr: Mapped[Line]
    name_en: Mapped[Line]
    purpose_fr: Mapped[Line]
    clienteles: Mapped[Line]
    status: Mapped[CatalogStatus]
    since: Mapped[int | None]
    until: Mapped[int | None]
    successor_code: Mapped[Code | None] = mapped_column(ForeignKey("program.code"))
    source_year: Mapped[int | None]
    verified: Mapped[Line]
    position: Mapped[int] = mapped_column(default=0)


class ProgramOwner(Base):
    """A service, or another body, that runs a program. A program without owner is everyone's."""

    __tablename__ = "program_owner"

    program_code: Mapped[Code] = mapped_column(ForeignKey("program.code"), primary_key=True)
    owner: Mapped[Code] = mapped_column(primary_key=True)


class ProgramTheme(Base):
    """That a program answers a theme."""

    __tablename__ = "program_theme"

    program_code: Mapped[Code] = mapped_column(ForeignKey("program.code"), primary_key=True)
    theme_code: Mapped[Code] = mapped_column(ForeignKey("theme.code"), primary_key=True)
