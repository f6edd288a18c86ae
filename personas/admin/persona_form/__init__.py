"""A persona's page in the admin: a block for each facet, in reading order, on top of the admin's own formsets."""
