"""Room proofs: what a department attests about a person on request, as a certificate that the next matter uses too."""
