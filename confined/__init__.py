"""Functions that read what strangers wrote, run where they can hang or eat memory and harm nobody.

It stands below the three packages and imports none of them.
"""
