# Vad Kuule säger om röstmeddelanden. Det som hördes följer efter meningen.

voice-listening = Jag lyssnar på ditt meddelande och visar snart vad jag hörde. Talet blir text i en tjänst som våra administratörer har valt.
voice-heard = Så här hörde jag. Är det rätt? Jag sparar ingenting innan du svarar.
voice-taken = Jag tog med det här i din berättelse:
voice-rewritten = Skriv det så som du vill berätta det. Av röstmeddelandet sparade jag ingenting. Så här hörde jag:
voice-discarded = Jag raderade det. Av röstmeddelandet sparade jag ingenting.
voice-not-heard = Jag kunde inte uppfatta ditt röstmeddelande, så jag sparade det inte. Skriver du samma sak med några ord?
voice-too-long = Ditt meddelande hade fler ord än vad som ryms i ett meddelande, så jag sparade det inte. Skicka det i kortare delar eller skriv.
voice-expired = Jag raderade ditt röstmeddelande, eftersom du inte inom ett dygn sa om jag hörde rätt. Du kan berätta på nytt när du vill.
voice-over = Det här röstmeddelandet är redan avklarat. Skriv eller tala när du vill berätta mer.
button-voice-right = Rätt
button-voice-write = Jag skriver själv
button-voice-drop = Radera
