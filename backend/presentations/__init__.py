"""Asking other people's wallets for certificates: OpenID4VP 1.0."""
