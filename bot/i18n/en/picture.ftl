# The words of the digest's picture and table.

picture-delighted = delighted
picture-between = in between
picture-hurt = hurt
picture-story = story
picture-waits = waits for a reply
picture-others = { $stories ->
    [one] and 1 story that is only counted
   *[other] and { $stories } stories that are only counted
 }

table-caption = Figures of the week
table-what = What
table-number = Number
picture-in-thread = Figures as a table in the thread.
