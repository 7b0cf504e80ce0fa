using Google.Protobuf;
using Ledger.Protocol;

namespace Ledger.Audit.Rules;

/// <summary>What is revealed is what was sealed.</summary>
public sealed class AsCommitted : GuaranteeRule
{
    /// <inheritdoc/>
    public override string Name => "as-committed";

    /// <inheritdoc/>
    public override string Source => "docs/spec/sealing.md";

    /// <inheritdoc/>
    public override Words Says => new(
        "Salt and terms that are revealed hash to what the issuer put on the chain before the opening.",
        "揭示的盐值与条款，其杂凑与开立人开标前上链的承诺一致。");

    private protected override void LookAtCalls(Act act, ExaminedHistory history)
    {
        foreach (var opened in act.Done(call => call.Guarantee?.Open).SelectMany(call => call.Guarantees))
        {
            var id = Convert.ToHexStringLower(opened.GuaranteeId.Span);
            var committed = history.Guarantee(opened.GuaranteeId.ToByteArray())?.Commitment ?? ByteString.Empty;
            if (opened.Salt.Length != GuaranteeCommitment.SaltBytes || !committed.Span.SequenceEqual(
                GuaranteeCommitment.Compute(history.Genesis.Hasher, opened.Salt.Span, opened.Terms.Span).ToArray()))
            {
                history.Find(
                    this, act, id, "The terms that were revealed are not those that were committed to.", "揭示的条款与承诺不符。");
            }
        }
    }
}
