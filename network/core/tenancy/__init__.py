"""Whose row is it: the one statement of what each organisation reads and writes, for Python and for PostgreSQL.

A model says how it is shared (`OwnedByOrganisation.__sharing__`). From that one word come the criterion that
`scoped` adds to a select, the check on every row loaded or written (`core.tripwire`) and the row-level security
policy (`core.row_security`). See the tenancy chapter of the safety design (`B13`).
"""

from network.core.tenancy.guards import (
    NO_ORGANISATION,
    NOBODY,
    SQL_JOB,
    SQL_ORGANISATION,
    SQL_USER,
    SQL_WIDE,
    ForeignRow,
    Guard,
    OwnedByOrganisation,
    OwnedRows,
    Scope,
    SharedWithPartner,
    SharedWithPeer,
    SharedWithProvider,
    Sharing,
    SystemRows,
    UnscopedQuery,
    guard_of,
)
from network.core.tenancy.statements import (
    CHECKED,
    UNSCOPED,
    ScopedTo,
    current_scope,
    enter,
    scoped,
    system_scope,
    unscoped,
)
from network.core.tenancy.telling import session_of

__all__ = [
    "CHECKED",
    "NOBODY",
    "NO_ORGANISATION",
    "SQL_JOB",
    "SQL_ORGANISATION",
    "SQL_USER",
    "SQL_WIDE",
    "UNSCOPED",
    "ForeignRow",
    "Guard",
    "OwnedByOrganisation",
    "OwnedRows",
    "Scope",
    "ScopedTo",
    "SharedWithPartner",
    "SharedWithPeer",
    "SharedWithProvider",
    "Sharing",
    "SystemRows",
    "UnscopedQuery",
    "current_scope",
    "enter",
    "guard_of",
    "scoped",
    "session_of",
    "system_scope",
    "unscoped",
]
