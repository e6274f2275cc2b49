"""The names of buttons and views, which renderers write and listeners read."""

REMOVE = "remove_story"
EDIT = "edit_story"
CORRECT = "correct_tags"
STOP_ASKING = "stop_asking"

FEELING = "feeling_"
"""Begins the name of a button; the rest is the key of a feeling."""
EXPECTATION = "expectation_"
SHARE = "share_"
HOME_PAGE = "home_page_"
"""The rest says which way; the value is the page, counted from 0."""
LANGUAGE = "language_"
ASKING = "asking_"

WORDS_VIEW = "words"
TAGS_VIEW = "tags"
