"""Look-ups during a journey: what another system knows (a penalty notice's amount, an address's bin days), asked for once
a page is answered. ``interface`` is what a provider is, ``asking`` asks one within its limits, ``submissions`` keeps what
was found with the submission."""
