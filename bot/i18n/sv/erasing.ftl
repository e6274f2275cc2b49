# Vad Kuule säger när någon raderar allt om sig själv.

delete-none = Jag har ingen berättelse av dig. Om du har sagt något om veckobrev kan du radera även det.
button-erase = Radera allt om mig
erase-question = { $amount ->
    [none] Ska jag radera allt som jag har om dig: ett pågående samtal, dina val och vad du sagt om veckobrev?
    [single] Ska jag radera din berättelse och allt annat som jag har om dig: ett pågående samtal, dina val och vad du sagt om veckobrev?
   *[several] Ska jag radera alla dina { $stories } berättelser och allt annat som jag har om dig: ett pågående samtal, dina val och vad du sagt om veckobrev?
 } Detta kan inte ångras.
button-erase-yes = Ja, radera allt
button-erase-no = Nej, radera inte
erased = { $amount ->
    [none] Jag raderade allt som jag hade om dig.
    [single] Jag raderade din berättelse och allt annat som jag hade om dig. Ur skickade veckobrev försvinner berättelsen inom en minut; siffrorna blir kvar.
   *[several] Jag raderade alla dina { $stories } berättelser och allt annat som jag hade om dig. Ur skickade veckobrev försvinner berättelserna inom en minut; siffrorna blir kvar.
 } { $platform ->
    [slack] Dina egna meddelanden finns kvar i Slack tills du raderar dem där.
   *[telegram] Meddelandena i den här chatten finns kvar i Telegram tills du raderar dem här.
 } I säkerhetskopior som gjorts före detta finns uppgifterna tills administratörerna förstör kopiorna. Om du vill berätta igen någon gång börjar vi från början.
erase-nothing = Jag har ingenting sparat om dig.
erase-anew = Du har berättat mer: { $amount ->
    [single] nu finns det en berättelse av dig. Ingenting är raderat än. Tryck på knappen på min hemflik igen om du vill radera även den.
   *[several] nu finns det { $stories } berättelser av dig. Ingenting är raderat än. Tryck på knappen på min hemflik igen om du vill radera alla.
 }
kept-erasing = Nedan kan du radera allt på en gång.
