using Ledger.Cli.Commands.Anchors;
using Ledger.Cli.Commands.Calls;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands;

internal sealed class AnchorCommand : CliCommand
{
    private const string Validator = "4f1c0a52b7d84e6680f3c2d1a4e5b6974f1c0a52b7d84e6680f3c2d1a4e5b697";

    internal AnchorCommand(CliContext context)
        : base(
            "anchor",
            "Checkpoints of the chain on an EVM chain, whose contracts then check its proofs: announce a validator's co-signing key, " +
            "sign final blocks with it, bring to the contract what a quorum signed, and ask it.",
            "ledger anchor sign --cosigner-key cosigner.key --memory signed.json --to votes.json")
    {
        Add(new AnchorKeyCommand(context));
        Add(new CallCommand<AnnounceCosigner>(
            context, "announce", "Announce, as the owner of a validator, the key by which it signs for EVM chains (rule version 4).",
            $"ledger anchor announce {Validator} --address 70997970c51812dc3a010c7d01b50e0d17dc79c8 --key owner.key",
            call => new Call { Membership = new MembershipCall { AnnounceCosigner = call } },
            new CallField("validator_id", "The validator's id, as `ledger status` shows it."),
            new CallField("address", "The key's address, 40 hexadecimal digits; left out, the key is withdrawn.", IsRequired: false)));
        Add(new AnchorSignCommand(context));
        Add(new AnchorDeployCommand(context));
        Add(new AnchorSubmitCommand(context));
        Add(new AnchorGuaranteeCommand(context));
    }
}
