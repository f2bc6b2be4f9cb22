"""Who may see and do what: roles, what each may, and where. Pure."""
