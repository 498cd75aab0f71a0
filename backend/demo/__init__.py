"""The demo city: invented people, companies and records, the same on every machine. No part of a real installation."""
