# Orden i veckobrevets bild och tabell.

picture-delighted = gladde
picture-between = däremellan
picture-hurt = sårade
picture-story = berättelse
picture-waits = väntar på svar
picture-others = { $stories ->
    [one] och 1 berättelse som bara räknas
   *[other] och { $stories } berättelser som bara räknas
 }

table-caption = Veckans siffror
table-what = Vad
table-number = Antal
picture-in-thread = Siffrorna finns som tabell i tråden.
