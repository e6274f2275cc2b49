# What readers of a digest see in private.

read-title = Story
read-gone = This story can no longer be read. Its teller may have removed it.
read-source = Week { $week } · told in { $language ->
    [fi] Finnish
    [sv] Swedish
    [en] English
   *[other] another language
}
reader-elsewhere = No team’s stories are read in this channel.
reader-outsider = These stories are read only by members of my own workspace.

queue-title = Waiting for a reply
queue-empty = Nobody is waiting for a reply right now.
queue-intro = The longest wait comes first. Take the one that you will answer yourself.
queue-row = { $number } · has waited { $days ->
    [one] { $days } working day
   *[other] { $days } working days
} · { $promise ->
    [late] past our promise
   *[other] within our promise
}
queue-claimer = Taken by: { $who }
button-read = Read story
button-claim = I’ll take it
button-release = Give it back
button-search = Search

claim-made = { $who } takes this one: { $number }.
claim-released = { $who } gave this one back: { $number }. Who takes it?
claim-not-waiting = { $number } no longer waits for a reply.
claim-own = { $number } is already yours.
claim-taken = Somebody else has already taken { $number }.
claim-not-own = { $number } is not yours, so you cannot give it back.

search-title = Search stories
search-label = Which words are in the story?
search-found = { $stories ->
    [0] No stories with these words. Try the beginning of a word.
    [one] { $stories } story
   *[other] { $stories } stories, newest first
}

rate-title = About the digest
rate-label = Was this digest useful?
rate-yes = It was useful
rate-no = Not this time
rated = Thank you. Only the number of answers is shown.

vote-title = Most significant story
vote-label = Which story of the week was most significant to you?
vote-why = Why?
vote-hint = The reason goes to the teller and into the next digest, without your name. Recognised names are removed.
vote-none = This digest has no stories to vote for.
vote-gone = This story can no longer be voted for. Its teller may have removed it.
voted = Thank you, your vote is kept. A new vote replaces it.
button-vote = Vote

speak-title = Language
speak-label = In which language shall I speak to you?
spoken-to = From now on I speak to you like this.

said-title = Thank you
muted = I no longer ask you for stories. You can quieten the channel in Slack’s own settings, and come back any time on the Home tab.

method-title = How this digest is made
method-stories = The digest tells the stories of the week: what people chose to share. They are not a sample of all customers.
method-tellers = The figures count tellers: one teller counts once a theme and week.
method-sides = What delighted and what hurt have equally many places. The gravest come first, then what most people told.
method-changes = A rise or fall is named only when chance does not explain it. Small groups are not broken down.
method-checks = Each quote stands with the number of its story. Before sending, figures are counted anew, and quotes and names compared with the stories.

choice-serious = Grave stories always come first: { $numbers }.
choice-theme = These are on themes of which several people told: { $numbers }.
choice-single = These had most of what the other lines do not tell: { $numbers }.
choice-votes = Readers voted it the most significant: { $numbers }.
choice-gravest = For each important goal, the gravest story whose words are not in the digest yet is quoted: { $numbers }.
choice-unlike = Each idea stands once, even if many have the same: { $numbers }.
choice-longest = These have waited longest for an answer: { $numbers }.
choice-hard_first = To talk about, a hard story whose words are in the digest: { $numbers }.
choice-no_hard = To talk about, a story whose words are in the digest: { $numbers }.
choice-archive = Of earlier weeks the best is quoted, judged as the story of the week is: { $numbers }.

button-queue = Show queue
button-search-stories = Search stories
menu-rate = Was this useful?
menu-vote = Vote for the most significant story
menu-mute = Mute my questions
menu-speak = Language
menu-method = How this digest is made

story-moved = The team { $team } voted your story { $number } the most significant. Votes: { $votes }. Thank you for telling it!
story-moved-why = The team { $team } voted your story { $number } the most significant. Votes: { $votes }. Why: “{ $why }” Thank you for telling it!
