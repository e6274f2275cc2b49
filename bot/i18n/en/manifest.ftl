# What Slack shows of the app before it has said anything.

app-description = Listens to stories and makes a weekly digest of them.
command-description = Tell a story, or remove one by its number
command-usage = [what happened] or remove T-0412
shortcut-tell = Tell a story
shortcut-tell-description = Tell what happened, good or bad
shortcut-keep = Save as a story
shortcut-keep-description = Save this message as a story; if it is another's, they are asked first
