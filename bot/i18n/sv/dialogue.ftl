# Det ledda samtalet med en kund.

talk-notice = Hej! Jag är Kuule, en bot. { who-reads } Vi tar bort de namn som vi känner igen; skriv inga. Se och radera dina berättelser: /mina. Jag ser inte om du raderar ett meddelande i Telegram. Ring 112 i en nödsituation. Tryck på Fortsätt, så får jag spara det du berättar.
talk-notice-other-team = Jag kände inte igen länkens team. { talk-notice }
talk-notice-waiting = Ditt meddelande väntar. Tryck på Fortsätt, så får jag spara det. Annars raderar jag det efter ett dygn.
talk-story = Vad hände? Berätta med egna ord, bra eller dåligt. Du kan skicka många meddelanden.
talk-story-other-team = Jag kände inte igen teamet i länken. { who-reads } { talk-story }
talk-story-file = En bild eller fil är ingen berättelse för sig. { talk-story }
talk-more = Tack, jag lyssnar. Du kan fortsätta berätta. Tryck på Klar när du har berättat allt.
talk-reminder = Är det något mer?
talk-feeling = Hur kändes det?
talk-feeling-second = Hur kändes det? Du kan välja en till.
talk-expectation = Och jämfört med vad du väntade dig?
talk-share = Får teamet { $team } läsa det här utan ditt namn? Vill du ha ett svar?
talk-stop = Vad gör jag med det du berättade?
talk-delete = Du har en berättelse på gång. Ska jag radera den?
talk-many = Alla dina meddelanden är sparade. Berätta i lugn och ro: jag svarar inte längre på vart och ett. När du är klar, svara på frågan ovan.
talk-added = Jag lade till det här i din berättelse.
talk-discarded = Jag raderade allt du berättade. Meddelandena syns i Telegram tills du raderar dem där.
talk-expired = Jag raderade det du berättade i går, eftersom du inte tryckte på Fortsätt. Du kan berätta på nytt när du vill.
talk-left = Jag sparade ingenting. Skriv när du vill berätta.
talk-over = Det här samtalet är slut. Med kommandot /mina ser du dina berättelser. Skriv när du vill berätta mer.
talk-help = Tack för att du berättade. Jag är en bot och kan inte hjälpa i en nödsituation. Om du eller någon annan är i fara, ring genast 112. I Finland lyssnar MIELI:s kristelefon på svenska: 09 2525 0112. Du är inte ensam.
talk-help-saved = Jag har bett en människa läsa ditt meddelande genast. Bara de som svarar läser det ({ $number }). Du kan fortsätta skriva.
talk-added-help = Jag lade till det här, och en människa läser det. Om någon är i fara, ring genast 112.

button-accept = Fortsätt
button-privacy = Dataskydd
button-done = Klar
button-cancel = Avbryt
button-go-on = Jag fortsätter
button-save = Spara
button-discard = Radera allt
button-discard-draft = Radera den ofärdiga
button-told = Det jag har berättat
button-skip = Hoppa över
button-next = Nästa
button-is-mine = Den är min
button-not-mine = Det är den inte
button-remove-number = Radera { $number }
readers-team = Får läsa, inget svar behövs
readers-reply = Får läsa, svara mig
readers-service = Bara kundtjänsten

receipt-read-by = En människa läser den senast { $day }.
receipt-own = Du kan ändra eller radera den när du vill: /mina

own-none = Jag har ingen berättelse av dig. Skriv vad som hände.
own-intro = Här är dina berättelser så som andra ser dem.
own-delete = Vilken berättelse raderar jag?
kept-address-telegram = Ditt Telegram-id är sparat krypterat, så att jag kan svara dig.
edit-how = Redigera ditt eget meddelande i Telegram: tryck länge på det och välj Redigera. Berättelsen ändras samtidigt. En gammal berättelse kan du radera och berätta på nytt: /radera
edited = Jag ändrade också din berättelse.
language-question = På vilket språk talar jag med dig?
language-chosen = Från och med nu talar jag svenska med dig.
privacy = { who-reads } Dina egna ord är sparade krypterade. { masking } Jag berättar inte för teamet vem du är. Även Telegram ser vad du skriver. Se vad som är sparat om dig: /minadata. Radera en berättelse när du vill: /radera. Där kan du också radera allt på en gång. Jag ser inte om du raderar ett meddelande i Telegram: radera berättelsen här. En raderad berättelse försvinner också ur veckobrevet.
forwarded-question = Du vidarebefordrade ett meddelande. Är det din egen berättelse?
forwarded-left = Jag sparade det inte. Berätta med egna ord vad som hände dig.
forwarded-gone = Jag ser inte det vidarebefordrade meddelandet längre. Skriv det med egna ord.

not-taken-voice = Jag kan inte lyssna på ljud, så jag sparade inte det här. Skriver du samma sak med några ord?
not-taken-sticker = Ett klistermärke säger något om känslan, men jag kan inte läsa det. Berätta med ord vad som hände.
not-taken-location = Jag sparar inga platser. Berätta med ord var det var och vad som hände.
not-taken-contact = Jag sparar inga kontaktuppgifter. Berätta vad som hände, utan namn och nummer.
not-taken-poll = Jag svarar inte på omröstningar. Berätta med ord vad som hände dig.

menu-start = Börja
menu-story = Berätta vad som hände
menu-mine = Visa mina berättelser
menu-edit = Ändra en berättelse
menu-delete = Radera en berättelse
menu-language = Byt språk
menu-privacy = Hur mina uppgifter används
menu-mydata = Vad som är sparat om mig
menu-stop = Avsluta samtalet
menu-help = Hjälp

on-call = 🔴 { $sign ->
    [danger] En berättelse kan handla om fara
    [dignity] I en berättelse kan någons värdighet ha kränkts
    [crime] En berättelse kan handla om ett brott
    [wellbeing] En berättelse kan handla om en kollegas påfrestning
   *[distress] Någon kan vara i nöd
 }: { $number }, team { $team }. Läs den genast: kuule stories --team { $id }
