"""The certificate types as frozen values: fields, derived fields, views, types, and the catalogue of them all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from certs.catalogue import checking, coding, deriving
from certs.catalogue.problems import Problem
from certs.catalogue.rules import Rule
from certs.catalogue.validators import Validator


@dataclass(frozen=True)
class Field:
    """A field of a type: what a department fills in. `open` dates may be None, meaning without end (长期)."""

    name: str
    label: int
    kind: str
    required: bool
    open: bool
    validators: tuple[str, ...]
    mask: str | None
    columns: tuple[str, ...]
    title: Mapping[str, str]
    disclosable: bool
    checks: tuple[Validator, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True)
class DerivedField:
    """A field computed from another: `age_over` gives a boolean, `sha256_16` the hex of 16 bytes."""

    name: str
    label: int
    source: str
    rule: str
    years: int
    title: Mapping[str, str]
    disclosable: bool

    @property
    def kind(self) -> str:
        """How the value is coded: boolean or digest."""
        return "boolean" if self.rule == "age_over" else "digest"


@dataclass(frozen=True)
class ViewDef:
    """A set of fields that may be shown together in person."""

    number: int
    id: str
    name: Mapping[str, str]
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Validity:
    """How long a certificate is valid: rule by_age | fixed_years | fixed_months | open | field."""

    rule: str
    birth: str = ""
    span: int = 0
    start: str = ""
    end: str = ""


@dataclass(frozen=True)
class Holder:
    """Who holds a certificate: name, GB code type (001 credit code, 111 citizen number, ...) and code."""

    name: str
    code_type: str
    code: str


@dataclass(frozen=True)
class HolderFields:
    """Where a record names its holder: two fields and a constant code type, or one list of people."""

    name: str = ""
    code: str = ""
    code_type: str = ""
    people: str = ""


@dataclass(frozen=True)
class CertificateType:
    """One certificate type. Everything a room needs to import, check, show, code and mask its records."""

    number: int
    id: str
    code: str
    vct: str
    name: Mapping[str, str]
    holder_kind: str
    issuers: tuple[str, ...]
    number_field: str
    name_field: str
    holder: HolderFields
    fields: Mapping[str, Field]
    derived: Mapping[str, DerivedField]
    views: Mapping[int, ViewDef]
    validity: Validity
    rules: tuple[Rule, ...]
    colours: tuple[str, str]
    source: str = field(repr=False)
    by_label: Mapping[int, Field | DerivedField] = field(repr=False, compare=False)
    columns: Mapping[str, str] = field(repr=False, compare=False)
    after_death: str = "suspend"  # what becomes of it when its holder has died: lapse | suspend | keep

    @property
    def metadata(self) -> dict[str, Any]:
        """A fresh copy of the SD-JWT VC Type Metadata to publish at `vct`, without our own key."""
        document: dict[str, Any] = json.loads(self.source)
        del document["liangma"]
        return document

    def field_by_label(self, label: int) -> Field | DerivedField | None:
        """The field or derived field that carries this label in a view, or None."""
        return self.by_label.get(label)

    def label_of(self, name: str) -> int:
        """The label of a field or derived field. Raises KeyError when there is none."""
        return (self.fields.get(name) or self.derived[name]).label

    def view_by_id(self, view_id: str) -> ViewDef | None:
        """The view called `view_id`, or None."""
        return next((view for view in self.views.values() if view.id == view_id), None)

    def record_of(self, row: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
        """(record, unknown headings) of an imported row whose headings are Chinese column names or field names."""
        return checking.record_of(self, row)

    def check(self, record: Mapping[str, Any], *, today: date) -> tuple[dict[str, Any], list[Problem]]:
        """Normalise and judge a whole record; all problems at once. The clean record holds only what passed."""
        return checking.check(self, record, today=today)

    def validity_of(self, clean: Mapping[str, Any], issued: date) -> tuple[date, date | None]:
        """(from, to) of a clean record issued on that day; to is None when open. Dates in the record win."""
        return deriving.validity_of(self, clean, issued)

    def holders(self, clean: Mapping[str, Any]) -> tuple[Holder, ...]:
        """The holders a clean record names; several only where one certificate has several owners."""
        return deriving.holders(self, clean)

    def derive(self, clean: Mapping[str, Any], *, today: date) -> dict[str, Any]:
        """The derived values of a clean record as of `today`, for the fields whose source is there."""
        return deriving.derive(self, clean, today=today)

    def view_fields(self, view_no: int, clean: Mapping[str, Any], *, today: date) -> dict[int, Any]:
        """The view's values by integer label, coded for signing. Raises MalformedError('view_unknown')."""
        return coding.view_fields(self, view_no, clean, today=today)

    def fields_of_views(self, clean: Mapping[str, Any], *, today: date) -> dict[int, dict[int, Any]]:
        """`view_fields` of every view, by the view's number."""
        return coding.fields_of_views(self, clean, today=today)

    def next_change(self, clean: Mapping[str, Any], *, today: date) -> date | None:
        """The first day after `today` on which a derived value of this record changes; None: none does."""
        return deriving.next_change(self, clean, today=today)

    def read_fields(self, labels: Mapping[int, Any]) -> dict[str, Any]:
        """Undo `view_fields`. Raises MalformedError('unknown_field') on unknown labels or wrong kinds."""
        return coding.read_fields(self, labels)

    def encode(self, name: str, value: Any) -> Any:
        """One value as LM1 carries it. Raises KeyError for an unknown field."""
        return coding.encode(self.by_label[self.label_of(name)], value)

    def decode(self, label: int, value: Any) -> Any:
        """Undo `encode`. Raises MalformedError('unknown_field')."""
        return coding.decode(self, label, value)

    def mask(self, name: str, value: Any) -> str:
        """The value for lists and logs: what the field's mask hides is replaced by *."""
        return deriving.mask(self.fields[name], value)


@dataclass(frozen=True)
class Catalogue:
    """All known types, and the sources they were read from as (file name, text), to put in a bundle."""

    types: tuple[CertificateType, ...]
    sources: tuple[tuple[str, str], ...] = field(repr=False)
    numbers: Mapping[int, CertificateType] = field(repr=False, compare=False)
    codes: Mapping[str, CertificateType] = field(repr=False, compare=False)
    ids: Mapping[str, CertificateType] = field(repr=False, compare=False)
    vcts: Mapping[str, CertificateType] = field(repr=False, compare=False)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all sources, hex: two catalogues of the same digest say the same."""
        return hashlib.sha256(json.dumps(self.sources).encode()).hexdigest()

    def by_number(self, number: int) -> CertificateType | None:
        """The type with this LM1 number, or None."""
        return self.numbers.get(number)

    def by_code(self, code: str) -> CertificateType | None:
        """The type with this GB/T 36904 type code, or None."""
        return self.codes.get(code)

    def by_id(self, type_id: str) -> CertificateType | None:
        """The type with this id, such as resident-id, or None."""
        return self.ids.get(type_id)

    def by_vct(self, vct: str) -> CertificateType | None:
        """The type with this SD-JWT VC type name, or None."""
        return self.vcts.get(vct)
