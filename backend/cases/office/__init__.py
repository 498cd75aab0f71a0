"""What officers do: take from the queue, check promises."""
