"""Network events: announced by the coordinator, booked by anybody who has signed in (EV-1 to EV-3)."""
