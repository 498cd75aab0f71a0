"""Who may act for an organisation: its legal representative, and those whom it gave a role."""
