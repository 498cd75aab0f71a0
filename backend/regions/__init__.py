"""Other regions: whose trust lists were pinned, and what their types are here."""
