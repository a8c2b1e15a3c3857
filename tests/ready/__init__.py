"""Every action, made ready in a situation in which it changes something."""

from tests.ready import appointments, content, people, places, privacy, referrals, work

BY_SOMEBODY = people.BY_SOMEBODY | content.BY_SOMEBODY | places.BY_SOMEBODY
BY_SOMEBODY |= appointments.BY_SOMEBODY | privacy.BY_SOMEBODY | referrals.BY_SOMEBODY
BY_SOMEBODY |= work.BY_SOMEBODY
BY_THE_SYSTEM = people.BY_THE_SYSTEM | content.BY_THE_SYSTEM | places.BY_THE_SYSTEM
BY_THE_SYSTEM |= appointments.BY_THE_SYSTEM | referrals.BY_THE_SYSTEM
