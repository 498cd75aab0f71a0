"""What a partner needs in Python, on the standard library; a bank and a website as examples. See README.md."""
