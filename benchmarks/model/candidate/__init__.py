"""The classifier as it would be taken into use: numpy only, weights in one file."""
