"""What a page says of its call outside the article: boxes, lists of fields, badges, tabs.

The article alone loses the closing day on most sites, for it stands in a rail, a header or a row
of fields. Only what bears a label made of the words below is kept, with that label: a box of
other calls, of news or of events says other words, or stands in an entry with a title of its own.
"""
