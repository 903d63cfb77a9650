"""The verbs of sheets: opening and keeping one, signing, logging."""
