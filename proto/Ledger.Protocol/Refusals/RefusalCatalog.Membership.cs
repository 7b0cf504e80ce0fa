namespace Ledger.Protocol;

// Refusals of the Membership contract: 3xxx.
public static partial class RefusalCatalog
{
    private static RefusalText[] MembershipRefusals =>
    [
        new(RefusalCode.ProposalExists, "PROPOSAL_EXISTS",
            "A proposal id is 16 fresh random bytes (docs/spec/storage-keys.md).",
            "Propose again under a new id."),
        new(RefusalCode.UnknownProposal, "UNKNOWN_PROPOSAL",
            "A vote names a proposal of the state (DESIGN §2).",
            "Check the proposal's id."),
        new(RefusalCode.ProposalClosed, "PROPOSAL_CLOSED",
            "Votes count until the proposal is enacted, rejected, or past its closing time in block time (DESIGN §2).",
            "Propose the change again."),
        new(RefusalCode.AlreadyVoted, "ALREADY_VOTED",
            "A member votes once on a proposal (DESIGN §2).",
            "Nothing: the first vote stands."),
        new(RefusalCode.BadProposal, "BAD_PROPOSAL",
            "A proposed change is well formed and fits the present membership (DESIGN §2, §4).",
            "Correct the change as the message says and propose it again."),
        new(RefusalCode.NoValidatorsLeft, "NO_VALIDATORS_LEFT",
            "A chain keeps at least one validator (DESIGN §2).",
            "Admit another validator first."),
        new(RefusalCode.PowerStepTooLarge, "POWER_STEP_TOO_LARGE",
            "One change of the validator set adds and takes away less than a third of the larger set's votes (DESIGN §2; docs/spec/finality.md).",
            "Propose several smaller changes, one after another."),
        new(RefusalCode.ValidatorsChanged, "VALIDATORS_CHANGED",
            "A block changes the validator set once, so that each step is final by a certificate of its own (DESIGN §2; docs/spec/finality.md).",
            "Vote again in a new transaction, once this block is final.",
            Transient: true),
    ];
}
