# What Kuule says of images and files that come with a story.

receipt-file-awaited = I fetch the attachment separately and will tell you whether I kept it.
file-without-words = An image or a file alone is no story, so I did not save it. Write what happened into the same message.
file-kept = { $amount ->
    [several] The images of story { $number } are kept, encrypted.
   *[single] The image of story { $number } is kept, encrypted.
 } { $amount ->
    [several] I removed everything else from the files, such as the place.
   *[single] I removed everything else from the file, such as the place.
 } { $amount ->
    [several] They are gone when you remove the story.
   *[single] It is gone when you remove the story.
 }
sound-kept = The voice message of story { $number } is kept, encrypted. It goes when you remove the story.
file-not-kept = { $amount ->
    [several] Your words are kept, but several attachments are not (story { $number }).
   *[single] Your words are kept, but the attachment is not (story { $number }).
 } { $why ->
    [not_an_image] I keep only images: JPEG, PNG, GIF and WebP.
    [too_large] A file may have 10 megabytes at most.
    [too_many_pixels] An image may have 25 million pixels at most.
    [moving] I keep no moving images.
    [not_allowed] I am not allowed to read files. An administrator can change that.
    [refused] The file lies elsewhere, or was not given to me.
    [gone] The file is not there any more, or I cannot see it.
    [out_of_reach] I could not fetch it, although I tried many times.
    [turned_off] The team does not keep attachments any more.
   *[broken] The file could not be opened.
 }
home-attachments = { $count ->
    [one] 1 attachment kept.
   *[other] { $count } attachments kept.
 }
kept-attachments = I keep { $count ->
    [one] 1 attachment
   *[other] { $count } attachments
 } that came with your stories, encrypted.
