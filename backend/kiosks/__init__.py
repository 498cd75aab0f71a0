"""Room kiosks: public screens in a hall: who stands before one, for a few minutes, and nothing after."""
