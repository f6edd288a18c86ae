"""Tables in the admin: CSV and XLSX out and in, with a preview."""
