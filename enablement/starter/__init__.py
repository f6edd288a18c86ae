"""A year of sessions around the day on which the starter is loaded."""
