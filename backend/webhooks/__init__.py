"""Room webhooks: partners are told at their own address what happened, signed, until they say that they have it."""
