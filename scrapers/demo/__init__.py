"""Sample sources: invented calls served on 127.0.0.1 in the formats of real interfaces."""
