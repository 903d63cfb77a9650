"""The demonstration network: an invented county, built through the services, for trying everything out."""
