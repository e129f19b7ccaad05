"""Files of plans over the API: given in and previewed, and given out."""
