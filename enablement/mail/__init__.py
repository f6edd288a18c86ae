"""Mail about sessions: each is a row (`Reminder`) from the moment it is due until the mail server took it.

`due` writes the rows of reminders, `enablement.notices` all others. `queue` hands each row to one sender at a time,
`letters` says what is in it or that nobody needs it any more, `messages` makes the mail, `delivery` sends it. `wanted`
knows what people want. Any number of senders may run at once, and each may be killed at any time: a row that was
claimed goes to another sender when its lease is over.
"""
