"""Sessions, series and resources in handbook pages: read from what people write, and written in a form that is read
back exactly."""
