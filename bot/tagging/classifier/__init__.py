"""The trained part of the tagger: numpy only, weights in one file."""
