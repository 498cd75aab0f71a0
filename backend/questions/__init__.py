"""Yes or no about a certificate, without disclosing a field; many codes at once."""
