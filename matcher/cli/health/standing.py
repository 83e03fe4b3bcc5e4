"""What ``puente doctor`` says of the sender's domain, in plain words."""

import dns.exception

from matcher.cli.health.mail import Finding
from matcher.mail.standing import DomainRecord, look_up, policy_of, sender_domain, strict
from matcher.settings import Settings

_NAMES = {"spf": "SPF", "dkim": "DKIM", "dmarc": "DMARC"}
_MISSING = {
    "spf": "el dominio no dice qué servidores pueden enviar en su nombre",
    "dkim": "no hay clave con ese selector, así que la firma de los correos no se puede comprobar",
    "dmarc": "el dominio no dice qué hacer con los correos que no se comprueban",
}
_TROUBLES = {
    "several": "hay más de uno, y los servidores no aceptan ninguno: deje uno solo",
    "open": "deja enviar a cualquiera («all» sin «-» ni «~»), y muchos servidores no le creen",
    "revoked": "la clave está vacía: fue retirada, y la firma no vale",
    "unknown": "no se pudo preguntar al servidor de nombres; pruebe más tarde",
}


def examine_domain(settings: Settings) -> list[Finding]:
    """Findings as in ``care.examine``: none of them keeps Puente from working."""
    domain = sender_domain(settings)
    if not settings.smtp_host or not domain:
        return []
    try:
        found = look_up(settings)
    except (dns.exception.DNSException, ValueError):
        sentence = "No se pudo preguntar por SPF, DKIM y DMARC: revise PUENTE_DNS_SERVER."
        return [(False, False, sentence)]
    told = [_told(one) for one in found]
    if not settings.dkim_selector:
        sentence = (
            "DKIM: falta PUENTE_DKIM_SELECTOR para comprobar la firma (lo dice quien administra "
            "el correo; es lo que va tras «s=» en la cabecera DKIM-Signature)."
        )
        told.append((False, False, sentence))
    return [*told, _alignment(domain, {one.record: one for one in found})]


def _told(one: DomainRecord) -> Finding:
    name = _NAMES[one.record]
    if not one.trouble:
        return (True, False, f"{name}: bien ({one.where}: {one.text[:120]}).")
    why = _MISSING[one.record] if one.trouble == "missing" else _TROUBLES[one.trouble]
    return (False, False, f"{name}: {why} ({one.where}).")


def _alignment(domain: str, found: dict[str, DomainRecord]) -> Finding:
    """Whether what receivers compare with the sender's address can hold.

    The domain of the envelope is the sender's own, for Puente writes both alike; DKIM signs for
    the domain under which its key stands.
    """
    good = [n for n in ("spf", "dkim") if n in found and found[n].trouble in ("", "open")]
    dmarc = found["dmarc"]
    if not good:
        sentence = (
            f"Alineación: ni SPF ni DKIM responden por {domain}; Gmail y Outlook pueden rechazar "
            "los correos (5.7.26, 5.7.515)."
        )
        return (False, False, sentence)
    names = " y ".join(_NAMES[n] for n in good)
    if dmarc.trouble:
        return (False, False, f"Alineación: {names} responden por {domain}, pero falta DMARC.")
    exact = " (exacta)" if strict(dmarc) else ""
    policy = {"none": "solo observa", "quarantine": "manda a correo no deseado"}
    does = policy.get(policy_of(dmarc), "rechaza lo que no se compruebe")
    return (
        True,
        False,
        f"Alineación{exact}: {names} responden por el mismo dominio del remitente ({domain}); "
        f"DMARC {does}.",
    )
