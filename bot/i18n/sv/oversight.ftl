# Vad teamets ansvariga ser innan en sammanställning går ut.

oversight-proposed = Så här ser sammanställningen för { $team }, vecka { $week }, ut. Den går ut { $leaves }. Till { $until } kan du hålla inne den eller välja en annan veckans berättelse.
oversight-held = Sammanställningen för { $team }, vecka { $week }, väntar på dig. { $held ->
    [none] Om du inte släpper den går den ut om ett dygn.
   *[other] Om du inte släpper den går den ut { $held }.
 }
oversight-why = Varför vore { $number } en bättre veckans berättelse? Skälet antecknas i loggen, utan ditt namn.
oversight-over = Sammanställningen för { $team }, vecka { $week }, är låst eller har redan gått ut. Den kan inte ändras längre.
oversight-unchanged = Veckans berättelse är oförändrad, för sammanställningen har ändrats under tiden. Titta på den på nytt.
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

oversight-remark = Kontrollen påpekar om sammanställningen: { check-name }. Ställen: { $lines }. Den går ut ändå.
oversight-left-out = Jag lämnade bort rader som inte klarade kontrollen: { check-name }. Rader: { $lines }.
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

digest-test = Test: så här skulle sammanställningen se ut nu. Den räknar ingenting och går inte ut i kanalen.
test-sent = Jag skickar dig en testsammanställning som direktmeddelande.
test-empty = Ingenting i sammanställningen klarade kontrollerna, så jag skickar inget test.
