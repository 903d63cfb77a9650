"""The rules of the reports, by noun. Pure."""
