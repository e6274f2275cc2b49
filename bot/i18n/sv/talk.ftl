# Vad Kuule säger till en berättare och till en kanal.

who-reads = { $share ->
    [store] Teamet { $team } ser din berättelse bara i veckobrevets siffror.
    [organisation] { who-reads-in-the-team } Den får visas i organisationen.
    [training] { who-reads-in-the-team } Den får visas internt och i utbildning.
    [public] { who-reads-in-the-team } Den får också publiceras.
   *[other] { who-reads-in-the-team }
 }
who-reads-in-the-team = { $identity ->
    [named] Teamet { $team } läser din berättelse och ser att den är din.
   *[other] Teamet { $team } läser din berättelse utan ditt namn.
 }
who-reads-channel = { $share ->
    [store] Teamet { $team } ser dem bara i veckobrevets siffror.
    [organisation] { who-reads-the-channel } De får också visas i organisationen.
    [training] { who-reads-the-channel } De får också visas i organisationen och i utbildning.
    [public] { who-reads-the-channel } De får också publiceras.
   *[other] { who-reads-the-channel }
 }
who-reads-the-channel = Teamet { $team } läser dem, och jag gör ett veckobrev av dem utan namn.
masking = Jag döljer de namn, telefonnummer, adresser och kontonummer som jag känner igen. Allt känner jag inte igen: skriv inga namn.

receipt = Tack, din berättelse är sparad ({ $number }).
receipt-privacy = { who-reads } { masking }
receipt-remove-hint = Du kan radera din berättelse när du vill.
receipt-elsewhere = Du får meddelandet med knapparna också som direktmeddelande.
receipt-file = Jag sparade bara texten, inte filen.
receipt-out = { $bell ->
    [yes] Ett meddelande som börjar med //, eller som du ger reaktionen 🔕, är ingen berättelse.
   *[no] Ett meddelande som börjar med // är ingen berättelse.
 }
button-remove = Radera berättelsen
button-remove-label = Radera berättelsen { $number }
button-remove-confirm = Ska berättelsen { $number } raderas helt?
button-yes = Radera
button-no = Avbryt

removed = Berättelsen { $number } är raderad.
removed-part = Ditt meddelande är raderat ur berättelsen { $number }.
remove-not-found = Jag hittar ingen berättelse { $number } av dig. Kanske är den redan raderad. Om inte, kontrollera numret på kvittot.
not-saved = Det här sparades inte. Försök igen om en stund.
command-help = Skriv efter kommandot vad som hände: /berattelse En kund blev glatt överraskad. Så här raderar du en berättelse: /berattelse radera T-0412.

channel-notice = Hej! Jag är Kuule, en bot som lyssnar på den här kanalen. Dina meddelanden här är berättelser. { who-reads-channel } Vill du inte berätta, börja meddelandet med //. Du kan också reagera på meddelandet med 🔕 (överstruken klocka, no_bell). Du kan radera en berättelse med knappen på kvittot.

help = Skriv här vad som hände. Jag frågar tre saker, och du kan hoppa över alla. { who-reads } Dina egna berättelser: /mina. Radera: /radera. Språk: /sprak. Dataskydd: /integritet. Sluta: /sluta. Ring 112 i en nödsituation.
unknown-command = Jag känner inte till kommandot. Skriv här vad som hände, eller se hjälpen: /hjalp.
not-taken-media = Jag kan inte läsa ett sådant meddelande, så jag sparade det inte. Berätta samma sak med ord, så sparar jag det.
refused-guest = Tack, men jag tar emot berättelser bara från arbetsytans ordinarie medlemmar, så jag sparade inte detta.
refused-outsider = Tack, men jag tar emot berättelser bara från medlemmar i min egen arbetsyta, så jag sparade inte detta.
refused-shared = Den här kanalen delas med en annan organisation, så jag sparade inte detta: berätta det för mig någon annanstans.

operator-parked = Behandlingen av ett meddelande ({ $platform }) misslyckades fem gånger. Meddelandet är sparat krypterat. Kör kuule doctor.
operator-held = Jag skickade inte veckobrevet (team { $team }, vecka { $week }), eftersom det inte klarade kontrollen ({ check-name }). När orsaken är åtgärdad, kör: kuule digest --team { $id } --week { $week } --post
operator-quiet = Teamet { $team } fick ingen berättelse vecka { $week }, och Kuule lyssnade inte hela tiden: { $platform }, { $since } – { $until }. Tystnaden kan bero på ett fel. Kanalen får inte veta det av mig.
operator-gap-slack = Kuule lyssnade inte på Slack { $since } – { $until }. Slack försöker skicka ett meddelande på nytt bara i ungefär sex minuter, eller i ett dygn om Delayed Events är på. En del av det som skrevs under tiden kan saknas: be folk berätta det igen.
operator-gap-telegram = Kuule lyssnade inte på Telegram { $since } – { $until }. Telegram sparar meddelanden i bara 24 timmar. Det som skrevs tidigare än så har gått förlorat: be folk berätta det igen.
