"""Every read of sessions to come: the sessions, the places at them, what people say afterwards."""
