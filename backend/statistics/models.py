"""Tables of statistics: sums of what other rooms' rows say, and up to which moment each was summed."""

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base


class DayCount(Base):
    """How often something happened on one day in China. `measure`: issued, scans, cases, exempted, partners, reported.

    issued: office = issuer, subject = type number, item = first | next; scans: office = the matter's office or empty,
    subject = kind of verifier, item = accepted or the reason; cases and exempted: office, matter, material or empty;
    partners and reported (by offline gates): office = client id, subject = channel, item = accepted or the reason.
    """

    __tablename__ = "day_counts"
    measure: Mapped[str] = mapped_column(String(12), primary_key=True)
    day: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)  # days since 1970-01-01
    office: Mapped[str] = mapped_column(String(40), primary_key=True)
    subject: Mapped[str] = mapped_column(String(40), primary_key=True)
    item: Mapped[str] = mapped_column(String(40), primary_key=True)
    count: Mapped[int]


class CountedUntil(Base):
    """Rows of the measure that were written before `until` are in `day_counts`; later ones are counted when asked."""

    __tablename__ = "counted_until"
    measure: Mapped[str] = mapped_column(String(12), primary_key=True)
    until: Mapped[int]
