"""Room audit: what happened, who did it, in a chain that shows alteration."""
