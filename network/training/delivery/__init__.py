"""Sessions to come: planned, booked without an account, held, recorded, and answered about afterwards."""
