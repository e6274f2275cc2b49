# What a teller sees of their own stories, and what Kuule asks of those who want to be asked.

receipt-shown = { $share ->
    [organisation] The team and others in the organisation see your story like this:
    [training] The team, others in the organisation and people in training see your story like this:
    [public] Anybody may see your story like this:
   *[other] The team sees your story like this:
 }
receipt-counted = Your words are not shown to others. The story is only counted in the weekly digest.
receipt-tags = Tags: { $tags }
receipt-tags-none = I found no tags.
receipt-feeling = How did it feel?
receipt-expectation = And compared with what was expected?
receipt-share = Who may see it?
feeling-heard = Heard
feeling-relieved = Relieved
feeling-delighted = Delighted
feeling-frustrated = Frustrated
feeling-ignored = Ignored
feeling-disappointed = Disappointed
feeling-other = Other…
expectation-exceeded = Exceeded
expectation-met = Met
expectation-below = Fell short
button-chosen = { $label }, chosen
button-correct = Correct
button-correct-label = Correct the tags of story { $number }
button-edit = Edit
button-edit-label = Edit story { $number }

follow-up-question = { $missing ->
    [feeling] How did it feel?
    [other-side] What was good, and what could have been different?
    [phases] What happened before it? And after?
   *[event] What happened?
 }
follow-up = One question about story { $number }: { follow-up-question } If you like, answer here: I add it to the story.
follow-up-echo = One question about story { $number }. You said “{ $word }”. { $missing ->
    [event] What happened then?
   *[other] { follow-up-question }
 } If you like, answer here: I add it to the story.
answer-added = I added your message to story { $number }. If it is a story of its own, delete your message and write it again.

tags-title = Correct the tags
tags-intro = Choose the right tags. Yours go before those that I found.
facet-kind = What it is
facet-feeling = How it felt
facet-expectation = Compared with expectations
facet-touchpoint = Where it happened
facet-empathy = How the customer was met
facet-quality = What it was about
facet-stage = When in the customer’s journey
words-title = Edit the story
words-intro = This is what you wrote. Only you see it; others see it with names masked.
words-label = What happened?
words-too-long = This part is too long to be edited here. Edit your own message instead.
words-blank = Write something, or remove the story with the button on the receipt.
form-failed = I could not open the form. Please try again in a moment.

prompt-surprise = When did a customer last surprise you in a good way? What happened?
prompt-listening = Tell about a moment when a colleague really listened to a customer.
prompt-stuck = Where did things get stuck for a customer this week? What did they say?
prompt-no = When did you have to say no although you wanted to help?
prompt-energy = Which encounter gave you energy this week?
prompt-teamwork = When did another team help you so that a customer gained?
prompt-before = What did the customer have to go through before reaching you?
prompt-dream = If nothing were impossible, what would customers get next year?
prompt-outside = What would surprise you if you were our customer?
nudge-why = You asked me to ask every two weeks. Answer here in your own words, or let it be: I do not ask this again.
button-stop-asking = Do not ask me again
asking-offer = May I sometimes ask you for a story? I ask in working hours, never remind, and you can end it at any time.
asking-started = I ask you at most every two weeks. You can change this on my Home tab.
asking-stopped = I do not ask you any more. You can change this on my Home tab.

button-tell = Tell a story
home-intro = Hello! I am Kuule, a bot. Here are your own stories and what became of them. Only you see this page.
home-stories = Your stories: { $stories ->
    [0] none yet
    [one] 1 story
   *[other] { $stories } stories
 }
home-none = Tell what happened, good or bad. A story can also be a message to me.
home-page = Page { $page } of { $pages }
button-newer = Newer
button-older = Older
progress-waiting = Waits for the next weekly digest.
progress-counted = Counted in the weekly digest of week { $week }.
progress-shown = Read in the team’s weekly digest of week { $week }.
progress-open = Somebody will answer you.
progress-claimed = Somebody is preparing an answer to you.
progress-answered = You have been answered.
progress-closed = The matter is closed.
home-language = In which language do I speak to you?
language-platform = As Slack does
language-fi = suomi
language-en = English
language-sv = svenska
home-asking = May I ask you for a story now and then?
asking-never = Do not ask
asking-fortnight = Every two weeks
asking-rules = I ask at most once in two weeks, in working hours. I do not remind you, and I do not keep whether you answered.
home-kept = What I keep about you
kept-stories = { $stories ->
    [0] I keep no stories of yours.
    [one] I keep 1 story of yours, in { kept-messages }.
   *[other] I keep { $stories } stories of yours, in { kept-messages }.
 } Your own words are encrypted; others see the masked text.
kept-messages = { $parts ->
    [one] 1 message
   *[other] { $parts } messages
 }
kept-tags = { $tags ->
    [0] You have set no tags yourself.
    [one] You have set 1 tag yourself.
   *[other] You have set { $tags } tags yourself.
 }
kept-address = I keep your Slack id encrypted, so that I can answer you.
kept-asked = { $asked ->
    [0] In the last eight weeks I have asked you nothing.
    [one] In the last eight weeks I have asked you once.
   *[other] In the last eight weeks I have asked you { $asked } times.
 }
kept-removal = Remove each story with its button. Then its words are gone.
home-digest = The team’s last weekly digest
