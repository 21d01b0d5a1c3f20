"""What its customer may still do with a request that they have sent, as its service says."""

from forms_engine.requests.after_sending.rules import may_add, may_correct, may_withdraw, rules_of

__all__ = ["may_add", "may_correct", "may_withdraw", "rules_of"]
