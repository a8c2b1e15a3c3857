"""A training as schema.org's Course, for search engines and other sites."""

from html import escape
from typing import Any

from werkcentrum.training.models import Proof, Training
from werkcentrum.training.queries import labels_of, skill_names


def course(training: Any, *, address: str) -> dict[str, Any]:
    """What is known of a training; `address` is the full URL of its page. What was not said is
    left out."""
    said = {
        "name": training.name,
        "description": escape(training.description).replace("\n", "<br>"),
        "url": address,
        "identifier": str(training.pk),
        "provider": {"@type": "Organization", "name": training.provider.name},
        "inLanguage": training.spoken,
        "teaches": skill_names(training, labels_of([training])),
        "educationalCredentialAwarded": _awarded(training),
        "offers": _offers(training),
        "hasCourseInstance": _instances(training),
    }
    return {"@type": "Course"} | {
        name: value for name, value in said.items() if value not in (None, [], "")
    }


def _awarded(training: Training) -> str:
    has_proof = training.proof in (Proof.DIPLOMA, Proof.CERTIFICATE)
    return training.proof if has_proof else ""


def _offers(training: Training) -> list[dict[str, Any]]:
    if training.cost is None:
        return []
    category = "Free" if training.cost == 0 else "Paid"
    return [
        {"@type": "Offer", "category": category, "price": training.cost, "priceCurrency": "EUR"}
    ]


def _instances(training: Any) -> list[dict[str, Any]]:
    """One for each day on which it begins; one without a day when that can be any."""
    modes = ["Onsite"] * bool(training.place) + ["Online"] * training.is_online
    same: dict[str, Any] = {"@type": "CourseInstance", "courseMode": modes}
    if training.place:
        address = {
            "@type": "PostalAddress", "addressLocality": training.place, "addressCountry": "NL",
        }  # fmt: skip
        if training.postcode4:
            address["postalCode"] = training.postcode4
        same["location"] = {"@type": "Place", "address": address}
    if training.weeks:
        same["courseSchedule"] = {
            "@type": "Schedule", "repeatFrequency": "P1W", "repeatCount": training.weeks,
        }  # fmt: skip
    days = [{**same, "startDate": one.starts_on.isoformat()} for one in training.coming]
    return days or [same]
