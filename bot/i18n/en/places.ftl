# What the printed poster says.

poster-title = Tell us what happened
poster-how = Point your phone's camera at the code and tell it in your own words, good or bad. It takes a moment.
poster-note = { who-reads } You can delete your story at any time.
