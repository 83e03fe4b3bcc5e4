"""The JSON interface, ``/api/v1``: for programs that hold a key, as the person it belongs to."""
