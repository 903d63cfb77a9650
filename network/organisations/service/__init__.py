"""What can be done to an organisation. Every change is audited; none is committed here."""
