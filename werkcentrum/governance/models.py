"""Everything the network keeps on paper, by noun; other files import from here."""

from werkcentrum.governance.agreements.models import (
    Agreement,
    AgreementEvent,
    AgreementKind,
    AgreementVersion,
    Clause,
    ClauseTemplate,
    Party,
    Signature,
)
from werkcentrum.governance.authority.models import (
    DECIDING,
    Body,
    Decision,
    DecisionPoint,
    Mandate,
    OfficeHolder,
    Proposal,
)
from werkcentrum.governance.documents.models import Document, DocumentPart, HouseStyle, Paper
from werkcentrum.governance.meetings.models import (
    ActionPoint,
    AgendaItem,
    Involvement,
    Meeting,
    SupportPost,
    Vote,
)
from werkcentrum.governance.money.models import (
    Budget,
    BudgetAdvice,
    BudgetChange,
    BudgetLine,
    Commitment,
    Expense,
    Funding,
    Transfer,
)

__all__ = [
    "DECIDING", "ActionPoint", "AgendaItem", "Agreement", "AgreementEvent", "AgreementKind",
    "AgreementVersion", "Body", "Budget", "BudgetAdvice", "BudgetChange", "BudgetLine", "Clause",
    "ClauseTemplate", "Commitment", "Decision", "DecisionPoint", "Document", "DocumentPart",
    "Expense", "Funding", "HouseStyle", "Involvement", "Mandate", "Meeting", "OfficeHolder",
    "Paper", "Party", "Proposal", "Signature", "SupportPost", "Transfer", "Vote",
]  # fmt: skip
