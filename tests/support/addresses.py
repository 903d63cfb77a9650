"""Every address of the product, filled with keys of real rows: of an organisation's own, and of others'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import BuildError, Rule

from network.core.database import Base
from tests.support.databases import Database

TABLES: Final = {
    "action_id": ["group_action"],
    "answer_id": ["session_answer"],
    "assessment_id": ["needs_assessment"],
    "booking_id": ["booking"],
    "champion_id": ["champion"],
    "change_id": ["charter_change"],
    "check_id": ["charter_peer_check"],
    "complaint_id": ["support_complaint"],
    "completion_id": ["completion"],
    "contribution_id": ["contribution"],
    "course_id": ["training_course"],
    "decision_id": ["training_course_equivalence"],
    "declaration_id": ["training_declaration"],
    "department_id": ["department"],
    "deputy_id": ["contact_deputy"],
    "emergency_id": ["emergency_access"],
    "entry_id": ["support_entry"],
    "event_id": ["event"],
    "evidence_id": ["charter_evidence"],
    "extension_id": ["training_extension"],
    "focus_group_id": ["focus_group"],
    "group_id": ["governance_group", "group_support", "workforce_group"],
    "identifier_id": ["organisation_identifier"],
    "import_id": ["training_import"],
    "invitation_id": ["invitation", "tailored_invitation"],
    "item_id": ["charter_readiness_item"],
    "key_date_id": ["key_date"],
    "learner_id": ["learner"],
    "line_id": ["training_plan_line", "sign_in_sheet_line"],
    "meeting_id": ["group_meeting"],
    "membership_id": ["membership"],
    "message_id": ["feedback"],
    "offer_id": ["colleague_offer", "tailoring_offer"],
    "organisation_id": ["organisation"],
    "other_id": ["organisation", "learner"],
    "place_id": ["scheduled_session_place"],
    "plan_id": ["training_plan"],
    "pledge_id": ["charter_pledge"],
    "referral_id": ["referral"],
    "request_id": ["join_request", "tailored_request"],
    "row_id": ["learner"],
    "session_id": ["training_session", "scheduled_session", "support_session"],
    "sheet_id": ["sign_in_sheet"],
    "signature_id": ["charter_signature"],
    "successor_id": ["organisation"],
    "tie_id": ["therapist_connection"],
}
"""Whose keys an address may ask for, by its parameter. The last one of an address says which row it is about."""
WORDS: Final = {"number": 1, "part": 1, "former": 1, "key": "committed", "quarter": "2026-q2", "occasion": "same-day"}
WORDS_OF: Final = {"workstream": "people", "place": "desk", "version": "1"}
UNGUESSABLE: Final = {"token", "thumbprint", "code", "passkey_id", "share_id", "token_id", "upload_id", "name"}
"""Nobody has these who was not given them; letters lead there."""
ANY_OF: Final = re.compile(r"<any\(([^)]*)\):(\w+)>")
PARAMETER: Final = re.compile(r"<(?:[^:<>]+:)?(\w+)>")

Row = dict[str, Any]


class Addresses:
    """What is in the database, to ask for by address."""

    def __init__(self, app: Flask, database: Database) -> None:
        self._adapter = app.url_map.bind("localhost")
        with database.owner.connect() as connection:
            self._rows: dict[str, list[Row]] = {
                name: [dict(row) for row in connection.execute(select(Base.metadata.tables[name])).mappings()]
                for name in {name for names in TABLES.values() for name in names}
            }

    def of(self, rule: Rule, method: str, at: UUID | None, *, own: int, others: int) -> Iterator[str]:
        """The addresses of a rule for so many rows of the organisation `at` itself, and so many of any other."""
        parameters = PARAMETER.findall(rule.rule)
        if UNGUESSABLE & set(parameters):
            return
        asked = [each for each in parameters if each in TABLES]
        for row in self._chosen(asked[-1], at, own, others) if asked else [{}]:
            values = self._values(rule, parameters, asked, row)
            try:
                yield self._adapter.build(rule.endpoint, values, method=method)
            except BuildError:
                continue  # of another rule of the same endpoint

    def _chosen(self, parameter: str, at: UUID | None, own: int, others: int) -> Iterator[Row]:
        for table in TABLES[parameter]:
            rows = self._rows[table]
            yield from [row for row in rows if at in _parties(row)][:own]
            yield from [row for row in rows if at not in _parties(row)][:others]

    def _values(self, rule: Rule, parameters: list[str], asked: list[str], row: Row) -> Row:
        values: Row = {name: {**WORDS, **WORDS_OF}[name] for name in parameters if name in {**WORDS, **WORDS_OF}}
        values |= {name: words.split(",")[0].strip(" '\"") for words, name in ANY_OF.findall(rule.rule)}
        for name in asked[:-1]:
            values[name] = row.get(name) or self._beside(name, row)
        return values | ({asked[-1]: row["id"]} if asked else {})

    def _beside(self, parameter: str, row: Row) -> UUID:
        """A key of the same organisation, where the row itself names none."""
        rows = [each for table in TABLES[parameter] for each in self._rows[table]]
        beside = (each["id"] for each in rows if each.get("organisation_id", each["id"]) == row.get("organisation_id"))
        found: UUID = next(beside, rows[0]["id"])
        return found


def _parties(row: Row) -> set[UUID]:
    """Every organisation that a row names as a party to it."""
    return {value for name, value in row.items() if name.endswith("organisation_id") and value} | {row["id"]}
