"""The pull door: a back office that can host no endpoint comes for its deliveries itself, below ``/api/v1/deliveries/``
on the public host, with a token of its own. One that takes thin webhooks fetches here what they lead to."""
