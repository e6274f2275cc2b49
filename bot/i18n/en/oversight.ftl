# What the owner of a team sees before a digest leaves.

oversight-proposed = This is what the digest of { $team } for week { $week } looks like. It leaves at { $leaves }. Until { $until } you can hold it, or choose another story of the week.
oversight-held = The digest of { $team } for week { $week } waits for you. { $held ->
    [none] If you do not release it, it leaves after a day.
   *[other] If you do not release it, it leaves on { $held }.
 }
oversight-why = Why would { $number } be the better story of the week? The reason is logged, without your name.
oversight-over = The digest of { $team } for week { $week } is locked, or has left. It cannot be changed any more.
oversight-unchanged = The story of the week stayed as it was, for the digest has changed meanwhile. Look at it anew.
oversight-refused = Only the owner of the team can do this.
button-oversight-hold = Hold
button-oversight-release = Release
button-oversight-point = Choose { $number } instead
button-oversight-swap = { $reason ->
    [known] The teller could be known
    [unfit] Ours does not fit now
   *[other] This one tells more
 }
button-oversight-back = Keep it as it is

oversight-remark = The check remarks on the digest: { check-name }. Places: { $lines }. The digest leaves all the same.
oversight-left-out = I left out lines of the digest that did not pass the check: { check-name }. Lines: { $lines }.
oversight-quotes-only = The digest did not pass the check: { check-name }. So it tells of the stories only in quotes.
check-name = { $check ->
    [entity] names
    [citation] the stories on which lines rest
    [share] permission to show a story
    [quote] quotes
    [numbers] numbers
    [roles] roles
    [order] the order of lines
    [balance] balance of what delighted and what hurt
    [prevalence] how many told the same
    [voice] the share of one teller
    [picture] the picture
    [critical_recall] a grave story would be missing
    [personal_data] personal data
    [small_cells] small groups
    [overclaim] too strong a claim
    [length] length
   *[other] another reason
 }

digest-test = Test: this is what the digest would look like now. The stories stay for the real digest, and this does not go to the channel.
test-sent = I am sending you a test digest as a direct message.
test-empty = The digest did not pass the checks, so I send no test.
