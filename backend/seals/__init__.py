"""Room seals: an authority's seal is a key, a picture, a state and a person in charge."""
