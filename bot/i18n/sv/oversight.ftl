# Vad teamets ansvariga ser innan ett veckobrev går ut.

oversight-proposed = Så här ser veckobrevet för { $team }, vecka { $week }, ut. Det går ut { $leaves }. Till { $until } kan du hålla inne det eller välja en annan veckans berättelse.
oversight-held = Veckobrevet för { $team }, vecka { $week }, väntar på dig. { $held ->
    [none] Om du inte släpper det går det ut om ett dygn.
   *[other] Om du inte släpper det går det ut { $held }.
 }
oversight-why = Varför vore { $number } en bättre veckans berättelse? Skälet antecknas i loggen, utan ditt namn.
oversight-over = Veckobrevet för { $team }, vecka { $week }, är låst eller har redan gått ut. Det kan inte ändras längre.
oversight-unchanged = Veckans berättelse är oförändrad, för veckobrevet har ändrats under tiden. Titta på det på nytt.
oversight-refused = Bara teamets ansvariga kan göra detta.
button-oversight-hold = Håll inne
button-oversight-release = Släpp
button-oversight-point = Välj { $number } i stället
button-oversight-swap = { $reason ->
    [known] Berättaren kan kännas igen
    [unfit] Vår passar inte nu
   *[other] Den här berättar mer
 }
button-oversight-back = Låt den vara

oversight-remark = Kontrollen har en anmärkning om veckobrevet: { check-name }. Ställen: { $lines }. Det går ut ändå.
oversight-left-out = Jag utelämnade rader ur veckobrevet som inte klarade kontrollen: { check-name }. Rader: { $lines }.
oversight-quotes-only = Veckobrevet klarade inte kontrollen: { check-name }. Därför berättar det bara med citat.
check-name = { $check ->
    [entity] namn
    [citation] de berättelser som raderna vilar på
    [share] lov att visa en berättelse
    [quote] citat
    [numbers] siffror
    [roles] roller
    [order] radernas ordning
    [balance] balansen mellan det som gladde och det som sårade
    [prevalence] hur många som berättade detsamma
    [voice] en berättares andel
    [picture] bilden
    [critical_recall] en allvarlig berättelse skulle saknas
    [personal_data] personuppgifter
    [small_cells] små grupper
    [overclaim] ett för starkt påstående
    [length] längd
   *[other] något annat
 }

digest-test = Test: så här skulle veckobrevet se ut nu. Berättelserna sparas till det riktiga veckobrevet, och det här går inte ut i kanalen.
test-sent = Jag skickar dig ett testveckobrev som direktmeddelande.
test-empty = Veckobrevet klarade inte kontrollerna, så jag skickar inget test.
