# The form in which a story is told, and the permission that is asked of an author.

form-title = Tell a story
form-preview = Preview
form-save = Save
form-close = Cancel
form-advice = Write as you would tell a colleague. Do not write the customer's name.
form-story = What happened?
form-story-placeholder = Last night a customer…
form-about = Whom is it about?
form-about-customer = A customer
form-about-own = My own work
form-about-other_team = Another team
form-more = More details
form-feeling = How did the customer feel? A guess will do
form-feeling-placeholder = Choose up to three
form-energy = What did this do to your own energy?
form-energy-hint = Shown only when at least 5 have answered
form-energy-energised = Gave energy
form-energy-neutral = No effect
form-energy-drained = Took energy
form-share = Who may hear this?
form-share-named = The team, with my name
form-share-unnamed = The team, without my name
form-share-counted = Only the figures of the weekly digest
form-flags = In addition
form-flags-waits = The customer waits for a reply
form-flags-idea = There is an idea here
form-flags-risk = There is a risk here
form-readers = { $reader ->
    [named] The team { $team } sees your story like this. Your name may be shown:
    [counted] The team { $team } sees your story only in the figures of the weekly digest. It is saved like this:
   *[other] The team { $team } sees your story like this, without your name:
 }
form-save-hint = Nothing is saved yet. You can change the text below.
form-too-short = Please write at least { $least } characters.
form-too-long = Please write at most { $most } characters.
form-choose = Please choose one.
form-not-opened = The form did not open. Try again, or write here what happened.
form-not-here = Stories are not told this way here.

ask = Somebody found a story in your message. May I save it?
ask-silence = I have not saved your message. If you do not answer within seven days, I will not save it.
ask-yes = Save as a story
ask-no = Do not save
ask-refused = All right, I will not save it and not ask about it again.
ask-over = This question cannot be answered any more.
ask-sent = Only the author decides whether I save the message. I ask them once.
kept-already = This message is saved as a story already.
kept-part = I added the message to the same story.
kept-not = This message cannot become a story.
kept-gone = The message is gone, so I saved nothing.
kept-ours = That message is mine, so it does not become a story. Tell your own: write to me here.
kept-unread = I cannot read the message. Open its menu and choose { shortcut-keep }, or write to me here.
