"""The verbs of a person with their own record: opening, sharing, making credentials. The system acts for them."""
