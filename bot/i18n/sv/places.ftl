# Vad som står på den tryckta affischen.

poster-title = Berätta vad som hände
poster-how = Rikta telefonens kamera mot koden och berätta med egna ord, bra eller dåligt. Det tar en liten stund.
poster-note = { who-reads } Du kan ta bort din berättelse när som helst.
