"""Room notices: what a citizen should know, told from what was recorded anyway."""
