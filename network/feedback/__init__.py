"""Hearing what helped and what hurt, from anybody, signed in or not (`U21`)."""
