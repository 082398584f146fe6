"""What the screen needs of ingest: look at a dropped file, try it, save its layout, take it in.

The one door from the pages to ingest, for whoever sits at the machine that holds the home.
Nothing here knows the screen. A dropped file lies on the disk only while it is being read.
"""
