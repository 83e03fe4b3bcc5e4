"""Functions that read what strangers wrote, run where they can hang or eat memory and harm nobody.

It knows no website and imports nothing of ours: every package may use it.
"""
