"""Sessions as iCalendar files (RFC 5545).

`events` makes an event of a session, `document` a file of events, `feeds` says which sessions a subscribed calendar
holds, `tokens` whose it is: its address is a secret that works without signing in. All times are in UTC, so no
calendar program has to know a zone's rules.
"""
