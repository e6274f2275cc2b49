# Vad Kuule säger till en berättare och till en kanal.

who-reads = { $share ->
    [store] Teamet { $team } ser den bara i veckobrevets siffror.
   *[other] Teamet { $team } läser den utan ditt namn.
 }
masking = Jag döljer telefonnummer, e-postadresser och personbeteckningar. Skriv inte ut namn.

receipt = Tack, din berättelse är sparad ({ $number }).
receipt-privacy = { who-reads } { masking }
receipt-remove-hint = Du kan radera din berättelse när du vill.
receipt-elsewhere = Samma meddelande och knapp finns också i din direktchatt med Kuule.
receipt-file = Jag sparade inte filen, bara texten.
receipt-out = Ett meddelande som börjar med // är ingen berättelse.
button-remove = Radera berättelsen
button-remove-label = Radera berättelsen { $number }
button-remove-confirm = Ska berättelsen { $number } raderas helt?
button-yes = Radera
button-no = Avbryt

removed = Berättelsen { $number } är raderad.
remove-not-found = Jag hittar inte din berättelse { $number }. Kontrollera numret på kvittot.
not-saved = Det här sparades inte. Försök igen om en stund.
command-help = Skriv efter kommandot vad som hände: /berattelse En kund blev glatt överraskad. Så här raderar du en berättelse: /berattelse radera T-0412.

channel-notice = Hej! Jag är Kuule, en bot som lyssnar på den här kanalen. Dina meddelanden här är berättelser. Teamet { $team } läser dem, och jag gör ett veckobrev av dem utan namn. Vill du inte berätta, börja meddelandet med // eller lägg till reaktionen 🔕 (tyst klocka). Du kan radera en berättelse med knappen på kvittot.

greeting = Hej! Jag är Kuule, en bot. Berätta med egna ord vad som hände, bra eller dåligt. { who-reads } { masking } Du kan radera din berättelse med knappen på kvittot. Jag är inte till för nödsituationer: ring då 112.
greeting-other-team = Hej! Jag är Kuule, en bot. Jag kände inte igen teamet i länken, så du talar med teamet { $team }. Berätta med egna ord vad som hände, bra eller dåligt. { who-reads } { masking } Du kan radera din berättelse med knappen på kvittot. I en nödsituation, ring 112.
help = Skriv här vad som hände, så sparar jag det som en berättelse och du får ett kvitto. Med knappen på kvittot raderar du berättelsen. { who-reads } Kommandot /start säger detta på nytt.
unknown-command = Jag känner inte till kommandot. Skriv här vad som hände, eller se hjälpen: /help.
not-taken-media = Jag tar inte emot bilder, ljud eller filer ännu, och det här sparades inte. Berätta samma sak med ord, så sparar jag det.
not-taken-edit = En ändring påverkar inte den sparade berättelsen ännu. Radera den med knappen på kvittot och berätta på nytt.
not-taken-group = Jag tar inte emot berättelser i grupper ännu. Skriv till mig privat, så sparar jag berättelsen.

operator-parked = En inmatning ({ $platform }) misslyckades fem gånger och har sparats åt sidan. Kör kuule doctor.
operator-held = Veckobrevet för teamet { $team } och vecka { $week } skickades inte, eftersom inget i det klarade kontrollerna. När orsaken är åtgärdad, kör kuule digest --team { $id } --week { $week } --post.
