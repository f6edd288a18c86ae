"""The journeys of the starter catalogue, as handbook pages in our own words."""
