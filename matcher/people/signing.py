"""What is signed: addresses that open something, with the key of the installation."""

from hashlib import sha256
from typing import Any

from itsdangerous import URLSafeSerializer

from matcher.settings import Settings


def signer(settings: Settings, salt: str) -> Any:
    """Signs with HMAC-SHA-256; what a former release signed (HMAC-SHA-1) stays good until it ends.

    :param salt: what it opens: a signature for one door is none for another.
    """
    return URLSafeSerializer(
        settings.signing_key(),
        salt=salt,
        signer_kwargs={"digest_method": sha256},
        fallback_signers=[{}],
    )
