"""Room proposals: what an office gives without an application, once its holder says yes."""
