"""Room guardians: a child's or ward's certificates with those who care for them; and what ends with a death."""
