"""Words that tell of a vehicle, and words of things that bear codes much like number plates."""

import re

_VEHICLE = re.compile(
    r"(?:ajoi|rek|audi|bil|bilar|bilarna|bilen|bilens|bilägaren|bmw|cab|cabs|car|cars|double-parked"
    r"|driver|drove|ford|hinattiin|honda|husvagn|hyundai|lorries|lorry|mazda|mercedes|mersu"
    r"|motorbike|nissan|opel|parked|peugeot|plate|plates|reg|registered|registration|registrerad"
    r"|registrerat|regnr|rekan|rekassa|rekka|saab|scooter|skoda|släp|släpet|tesla|towed|toyota"
    r"|trailer|truck|trucks|van|vans|vehicle|vehicles|volkswagen|volvo)"
    r"|(?:rekkari|rekisteri|reknro|kilpi|kilve|kilvi|ajoneuvo|taksi|mopo|skootteri|moottoripyör"
    r"|peräkärry|traileri|katsast|parki|parkk|parker|park-|pysäköi|kolari|kolhi|hinaus"
    r"|registrerings|registernummer|skylt|felparker|fordon|taxi|moped|släpvagn|motorcykel|p-bot"
    r"|bogser|nummerskylt|registreringssk|hyrbil|lastbil|skåpbil|personbil|firmabil)[\w-]*+"
    r"|[\w-]*(?:auto|autot|auton|autoa|autossa|autosta|autoon|autolla|autolta|autolle|autojen"
    r"|autoja|autoni|autonsa|autoani|autostani|autossani|autolleni|autollani|autoomme|pyörä"
    r"|pyörän|bilen|bilens|rekka|rekan)"
)
_THING = re.compile(
    r"(?:batteries|battery|blender|bord|bordet|bus|camera|cameras|campaign|campaigns|cartridge"
    r"|cartridges|chair|chairs|code|codes|color|colour|coupon|coupons|course|courses|delen|desk"
    r"|device|devices|discount|discounts|dishwasher|drill|drills|error|errors|felet|filter"
    r"|filters|flight|flights|form|forms|fridge|gate|hall|halls|headphones|headset|headsets|ink"
    r"|invoice|invoices|item|items|kettle|keyboard|keyboards|kod|koden|kurs|kursen|laite"
    r"|laitetta|laitteen|laitteessa|lamps|laptop|laptops|line|machine|machines|malli|mallia"
    r"|mallin|mallissa|mixer|model|models|monitors|mouse|order|orders|osa|osaa|osan|osat|paint"
    r"|part|parts|phone|phones|printer|printers|product|products|reference|references|remote"
    r"|room|rooms|route|router|routers|rum|rummet|sal|salen|saliin|salissa|scanner|screen"
    r"|screens|seat|seats|serial|serie|serien|shelf|shelves|sku|sofa|speaker|speakers|standard"
    r"|stol|stolen|table|tables|ticket|tickets|toaster|toner|train|trains|tv|tvs|tåg|tåget"
    r"|vacuum|version|voucher|vouchers)"
    r"|(?:tuote|tuotte|koodi|tulosti|kasett|kuulok|näyttö|monitor|suodat|varaos|akku|lamp|kamera"
    r"|reitit|puhelin|tuoli|pöytä|sohva|lakana|hylly|sarja|versio|tiket|tilau|lasku|viite|viitt"
    r"|lento|lenno|juna|linja|huone|hall|osasto|kupon|alennu|kampanj|kurssi|lomak|virhe"
    r"|standardi|väri|maali|sävy|paristo|kaapeli|patruun|muste|keitin|keitti|produkt|artik"
    r"|modell|skrivar|hörlur|bläck|patron|apparat|maskin|skärm|reservdel|batteri|soffa|hyll"
    r"|ärende|beställ|faktur|referens|flyg|linje|avdelning|rabatt|blankett|felkod|dammsug|borr"
    r"|bryggar|fjärrkontroll|kaukosäät|kaiutin|porakone)[\w-]*+"
    r"|[\w-]*(?:koodi|koodin|koodilla|koodia|tulostin|tulostimen|kasetti|kasetin|kone|koneen"
    r"|koneessa|koneeseen|konetta|koneella|imuri|imurin|printer|printers|kod|koden|skrivare"
    r"|skrivaren|maskin|maskinen|sugare|sugaren|keitin|keittimen|näyttö|näytön|puhelin|puhelimen"
    r"|tuoli|tuolin)"
)


def says_vehicle(word: str) -> bool | None:
    """Tell whether a word speaks of a vehicle, or of a thing with a code; None of neither."""
    word = word.casefold()
    if _VEHICLE.fullmatch(word):
        return True
    return False if _THING.fullmatch(word) else None
