"""Personal data at rest: what is kept of whom and under which key, exported, erased, and sealed anew."""
