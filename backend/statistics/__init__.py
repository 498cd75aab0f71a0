"""What the office did, in numbers: per day, by type, by matter, by reason. No person stands in any of them."""
