"""On what an employer may leave nobody out, by which law, and what to write instead.

Laws as in force in 2025: AWGB (Algemene wet gelijke behandeling), WGB (mannen en vrouwen), WGBL
(leeftijd), WGBH/CZ (handicap of chronische ziekte), WMK (medische keuringen).
"""

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True)
class _Said:
    """What somebody reads about a ground: the law, why, and what to write instead."""

    law: str
    reason: str
    advice: str


class Ground(Enum):
    """On what somebody would be left out."""

    SEX = _Said(
        "Wet gelijke behandeling van mannen en vrouwen, artikel 3, en AWGB, artikel 5",
        "U vraagt om een man of om een vrouw.",
        "Schrijf wat iemand moet kunnen, of zet ‘m/v/x’ achter de functie.",
    )
    AGE = _Said(
        "Wet gelijke behandeling op grond van leeftijd bij de arbeid, artikel 3",
        "U vraagt om mensen van een leeftijd.",
        "Schrijf welke ervaring of kennis nodig is.",
    )
    ORIGIN = _Said(
        "Algemene wet gelijke behandeling, artikel 5",
        "U sluit mensen uit om hun afkomst of nationaliteit.",
        "Schrijf wat iemand moet kunnen. Is taal nodig? Noem dan het niveau, zoals B1.",
    )
    RELIGION = _Said(
        "Algemene wet gelijke behandeling, artikel 5",
        "U vraagt naar geloof, of sluit kleding uit die bij een geloof hoort.",
        "Haal dit weg. Is uw organisatie op een geloof gebouwd, en is het voor dit werk nodig? "
        "Schrijf dan op waarom.",
    )
    HEALTH = _Said(
        "Wet gelijke behandeling op grond van handicap of chronische ziekte, artikel 4, "
        "en Wet op de medische keuringen, artikel 4",
        "U vraagt naar gezondheid of een beperking.",
        "Schrijf wat er in het werk gebeurt, zoals: u tilt tot 20 kilo.",
    )
    FAMILY = _Said(
        "Algemene wet gelijke behandeling, artikel 5, "
        "en Wet gelijke behandeling van mannen en vrouwen, artikel 3",
        "U vraagt naar gezin, relatie of zwangerschap.",
        "Schrijf op welke tijden iemand moet werken.",
    )
    ORIENTATION = _Said(
        "Algemene wet gelijke behandeling, artikel 5",
        "U vraagt naar de seksuele gerichtheid van mensen.",
        "Haal dit weg.",
    )
    CONVICTION = _Said(
        "Algemene wet gelijke behandeling, artikel 5",
        "U vraagt wat iemand vindt of van welke club iemand lid is.",
        "Haal dit weg.",
    )
    LOOKS = _Said(
        "Algemene wet gelijke behandeling, artikel 5",
        "U vraagt hoe iemand eruitziet.",
        "Vraag geen foto. Schrijf wat iemand moet kunnen.",
    )
