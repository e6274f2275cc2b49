# Vad Kuule säger om bilder och filer som kommer med en berättelse.

receipt-file-awaited = Jag hämtar bilagan separat och berättar om jag sparade den.
file-without-words = En bild eller fil ensam är ingen berättelse, så jag sparade den inte. Skriv i samma meddelande vad som hände.
file-kept = { $amount ->
    [several] Bilderna till berättelsen { $number } är sparade, krypterade.
   *[single] Bilden till berättelsen { $number } är sparad, krypterad.
 } { $amount ->
    [several] Jag tog bort allt annat ur filerna, till exempel platsen.
   *[single] Jag tog bort allt annat ur filen, till exempel platsen.
 } { $amount ->
    [several] De försvinner när du raderar berättelsen.
   *[single] Den försvinner när du raderar berättelsen.
 }
sound-kept = Röstmeddelandet till berättelsen { $number } är sparat, krypterat. Det försvinner när du tar bort berättelsen.
file-not-kept = { $amount ->
    [several] Dina ord är sparade, men flera bilagor är det inte (berättelse { $number }).
   *[single] Dina ord är sparade, men bilagan är det inte (berättelse { $number }).
 } { $why ->
    [not_an_image] Jag sparar bara bilder: JPEG, PNG, GIF och WebP.
    [too_large] En fil får vara högst 10 megabyte.
    [too_many_pixels] En bild får ha högst 25 miljoner bildpunkter.
    [moving] Jag sparar inga rörliga bilder.
    [not_allowed] Jag har inte lov att läsa filer. En administratör kan ge lov.
    [refused] Filen finns någon annanstans, eller så fick jag den inte.
    [gone] Filen finns inte längre, eller så ser jag den inte.
    [out_of_reach] Jag kunde inte hämta den, fast jag försökte många gånger.
    [turned_off] Teamet sparar inte bilagor längre.
   *[broken] Filen gick inte att öppna.
 }
home-attachments = { $count ->
    [one] 1 bilaga sparad.
   *[other] { $count } bilagor sparade.
 }
kept-attachments = Jag har sparat { $count ->
    [one] 1 bilaga
   *[other] { $count } bilagor
 } som kom med dina berättelser, krypterade.
