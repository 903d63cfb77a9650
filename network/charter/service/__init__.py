"""The verbs of the charter, by noun. Every change is audited; none is committed here."""
