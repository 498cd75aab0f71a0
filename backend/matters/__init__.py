"""Room matters: the catalogue of matters, the materials of each, and which certificate spares which material."""
