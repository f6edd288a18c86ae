"""The asset library: real pieces of content, how they are narrowed down, in tables, in search, on other pages."""
