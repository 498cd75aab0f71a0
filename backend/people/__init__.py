"""Room people: accounts, sign-in, staff, devices, and who is who in the registries."""
