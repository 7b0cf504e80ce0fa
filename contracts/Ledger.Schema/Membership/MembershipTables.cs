using Ledger.Protocol.V1;

namespace Ledger.Schema.Membership;

/// <summary>The tables of the Membership contract.</summary>
public static class MembershipTables
{
    /// <summary>The own key of a table that holds one record.</summary>
    public const string Current = "current";

    /// <summary>Members, by unified social credit code.</summary>
    public static StateTable<Member> Members { get; } = new("membership", "member");

    /// <summary>The validator set, under <see cref="Current"/>. As it stands after block <i>h</i> it finalises block <i>h</i>+1.</summary>
    public static StateTable<ValidatorSet> Validators { get; } = new("membership", "validators");

    /// <summary>The keys that validators' nodes sign receipts with, by validator id: one for each of the present set.</summary>
    public static StateTable<ReceiptKey> ReceiptKeys { get; } = new("membership", "receipt_key");

    /// <summary>The chain's limits, under <see cref="Current"/>.</summary>
    public static StateTable<ChainLimits> Limits { get; } = new("membership", "limits");

    /// <summary>The protocol's rule version, under <see cref="Current"/>.</summary>
    public static StateTable<RuleVersion> Rules { get; } = new("membership", "rules");

    /// <summary>Proposals, by their 16 bytes.</summary>
    public static StateTable<Proposal> Proposals { get; } = new("membership", "proposal");

    /// <summary>The validators' co-signing keys for EVM chains, under <see cref="Current"/>.</summary>
    public static StateTable<CosignerKeys> Cosigners { get; } = new("membership", "cosigners");

    internal static IEnumerable<string> Names =>
        [Members.Name, Validators.Name, ReceiptKeys.Name, Limits.Name, Rules.Name, Proposals.Name, Cosigners.Name];
}
