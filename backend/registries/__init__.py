"""Room registries: the departments' own records, imported and looked up."""
