using Ledger.Schema.Evidence;

namespace Ledger.Audit.Rules;

/// <summary>What an auditor cosigned is the chain's. The contract cannot tell: its state keeps no blocks.</summary>
public sealed class CosignedAsItIs : HistoryRule
{
    /// <inheritdoc/>
    public override string Name => "cosigned-as-it-is";

    /// <inheritdoc/>
    public override string Source => "docs/adr/0045";

    /// <inheritdoc/>
    public override Words Says => new(
        "A block that an auditor cosigned is the chain's own block of that height.", "审计机构会签的区块即本链该高度的区块。");

    internal override void Look(Act act, ExaminedHistory history)
    {
        foreach (var (_, _, _, after) in act.Of(EvidenceTables.Cosignatures))
        {
            if (after is not null && history.HashAt(after.Height) is var hash && !after.BlockHash.Span.SequenceEqual(hash))
            {
                var (height, named) = (after.Height, Convert.ToHexStringLower(after.BlockHash.Span));
                history.Find(
                    this, act, $"{height}",
                    $"{act.SignedBy} cosigned block {named} as that of height {height}, which the chain does not have there.",
                    $"{act.SignedBy} 将区块 {named} 作为高度 {height} 会签，而本链该高度并非此区块。");
            }
        }
    }
}
