"""Whether the addresses of assets still open. Only the command `check_links` asks: never a page, and never any host
that LINK_CHECK_HOSTS doesn't name.

`addresses` says which hosts and which numeric addresses may be asked, `requests` asks one of them, `checking` follows
redirects to a verdict, and `round` goes through the assets and stores what it finds.

The standard library is enough, and better here: its connections are opened by a method that we replace, so that the
address which was checked is the one that is connected to. Libraries that resolve the name once more by themselves
would let the name's owner answer differently the second time.
"""
