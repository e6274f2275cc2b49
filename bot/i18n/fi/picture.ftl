# Kooste: kuvan ja taulukon sanat.

picture-delighted = ilahdutti
picture-between = siltä väliltä
picture-hurt = satutti
picture-story = tarina
picture-waits = odottaa vastausta
picture-others = { $stories ->
    [one] ja 1 tarina, joka vain lasketaan
   *[other] ja { $stories } tarinaa, jotka vain lasketaan
 }

table-caption = Viikon luvut
table-what = Mitä
table-number = Luku
picture-in-thread = Luvut taulukkona ketjussa.
