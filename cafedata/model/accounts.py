"""Who may sign in, and the browsers that did."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column

from cafedata.model.columns import Base, Code, Line
from cafedata.vocabulary import Role


class Account(Base):
    """A person who may sign in. Only police officers have a service."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint(
            "(role IN ('liaison', 'commander')) = (service_code IS NOT NULL)", name="service"
        ),
        CheckConstraint("language IN ('fr', 'en')", name="language"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[Line] = mapped_column(unique=True)
    name: Mapped[Line]
    role: Mapped[Role]
    service_code: Mapped[Code | None] = mapped_column(ForeignKey("service.code"))
    language: Mapped[str] = mapped_column(String(2), default="fr")
    is_active: Mapped[bool] = mapped_column(default=True)
    visit_began_at: Mapped[dt.datetime | None]
    visit_before_at: Mapped[dt.datetime | None]
    """When the visit before the present one began: what is new is counted from there."""
    is_welcomed: Mapped[bool] = mapped_column(default=False, server_default=false())


class AccountMunicipality(Base):
    """A municipality that a partner looks at."""

    __tablename__ = "account_municipality"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    municipality_code: Mapped[Code] = mapped_column(
        ForeignKey("municipality.code"), primary_key=True
    )


class SignIn(Base):
    """A signed-in browser. Only the fingerprint of its token is kept, so a copy of this table opens
    nothing."""

    __tablename__ = "sign_in"

    token_fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    started_at: Mapped[dt.datetime]
    ends_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
