"""The catalogue's pages, one module a kind of page. Everything they show has passed `visible_to`."""
