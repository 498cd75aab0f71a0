"""Room partners: third parties, their credentials and their least rights."""
