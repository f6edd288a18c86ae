"""The catalogue as tables, CSV and XLSX, both ways: what is taken out can be edited and brought in again."""
