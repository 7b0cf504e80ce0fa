using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client;

/// <summary>A node or the chain refused an operation by a named rule.</summary>
public sealed class RefusedException : LedgerClientException
{
    internal RefusedException(Refusal refusal, RefusalReceipt? receipt = null, Exception? inner = null)
        : base(TextOf(refusal), refusal.Transient, inner)
    {
        Refusal = refusal;
        Receipt = receipt;
    }

    /// <summary>What was refused, by which rule, and what to do.</summary>
    public Refusal Refusal { get; }

    /// <summary>The stable code of the refusal.</summary>
    public RefusalCode Code => (RefusalCode)Refusal.Code;

    /// <summary>The node's signed word that it refused, checked, where <see cref="SubmitOptions.SignedRefusal"/> asked for it.</summary>
    public RefusalReceipt? Receipt { get; }

    /// <summary>
    /// Whether the client told by itself, from proved entries, that the chain would refuse, and sent nothing. Otherwise a node or the
    /// chain refused what was sent.
    /// </summary>
    public bool NothingSent { get; internal init; }

    /// <inheritdoc/>
    public override string Message => NothingSent ? $"{base.Message} Nothing was sent." : base.Message;

    private static string TextOf(Refusal refusal) =>
        $"Refused ({refusal.Name}, {refusal.Code}): {refusal.Message} Rule: {refusal.Rule} What to do: {refusal.Remedy}";
}
