# What Kuule says of voice messages. What was heard follows the sentence.

voice-listening = I am listening to your message and will soon show what I heard. Speech becomes text in a service that our administrators chose.
voice-heard = This is what I heard. Is it right? I save nothing before you answer.
voice-taken = I added this to your story:
voice-rewritten = Write it the way you want to tell it. I saved nothing of the voice message. This is what I heard:
voice-discarded = I deleted it. I saved nothing of the voice message.
voice-not-heard = I could not make out your voice message, so I did not save it. Would you write the same in a few words?
voice-too-long = Your message had more words than fit into one message, so I did not save it. Send it in shorter parts, or write.
voice-expired = I deleted your voice message, because you did not say within a day whether I heard it right. You can tell again at any time.
voice-over = This voice message has been dealt with already. Write or speak when you want to tell more.
button-voice-right = Right
button-voice-write = I write it myself
button-voice-drop = Delete
