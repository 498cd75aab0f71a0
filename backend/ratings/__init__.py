"""Room ratings: how a contact was, in five levels; what follows a bad one; figures that lead to nobody."""
