# Mitä tulostettavassa julisteessa lukee.

poster-title = Kerro, mitä tapahtui
poster-how = Osoita koodia puhelimesi kameralla ja kerro omin sanoin, hyvää tai huonoa. Se vie hetken.
poster-note = { who-reads } Voit poistaa tarinasi milloin vain.
