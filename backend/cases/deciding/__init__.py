"""Decide: by a person, by a rule, or against a promise; and what is issued with it."""
