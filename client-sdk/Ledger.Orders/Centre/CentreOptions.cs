using Ledger.Crypto;
using Ledger.Crypto.Sealing;
using Ledger.Crypto.Signatures;

namespace Ledger.Orders;

/// <summary>What a trading centre answers requests for attestations with.</summary>
public sealed record CentreOptions
{
    /// <summary>Who signs the attestations.</summary>
    public required OrderParty Party { get; init; }

    /// <summary>The mailboxes.</summary>
    public required IOrderMail Mail { get; init; }

    /// <summary>The chain.</summary>
    public required IOrderChain Chain { get; init; }

    /// <summary>The secret keys of the mailbox on the centre's card.</summary>
    public required ReadOnlyMemory<byte> Mailbox { get; init; }

    /// <summary>The file in which is kept what was read of it.</summary>
    public required string CursorPath { get; init; }

    /// <summary>Randomness.</summary>
    public IRandomSource Random { get; init; } = SystemRandomSource.Instance;

    /// <summary>Verifies requests.</summary>
    public ISignatureVerifier Verifier { get; init; } = new SignatureVerifier();
}
