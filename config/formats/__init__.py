"""How dates read where no template says it, as in the admin: one style everywhere, whatever the language's own is."""
