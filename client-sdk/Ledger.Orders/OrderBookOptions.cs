using Ledger.Crypto;
using Ledger.Crypto.Sealing;
using Ledger.Crypto.Signatures;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Orders;

/// <summary>What a side's orders are opened with.</summary>
public sealed record OrderBookOptions
{
    /// <summary>Where everything is kept. Secret: whoever reads it reads the orders.</summary>
    public required string Folder { get; init; }

    /// <summary>Who signs this side's letters.</summary>
    public required OrderParty Party { get; init; }

    /// <summary>The mailboxes.</summary>
    public required IOrderMail Mail { get; init; }

    /// <summary>The chain.</summary>
    public required IOrderChain Chain { get; init; }

    /// <summary>Most orders kept.</summary>
    public int OrdersMax { get; init; } = 100_000;

    /// <summary>The clock for cadence and for when things were dealt with. What the law counts is the chain's time.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Randomness.</summary>
    public IRandomSource Random { get; init; } = SystemRandomSource.Instance;

    /// <summary>Verifies letters.</summary>
    public ISignatureVerifier Verifier { get; init; } = new SignatureVerifier();

    /// <summary>Where letters that wait are logged.</summary>
    public ILoggerFactory Log { get; init; } = NullLoggerFactory.Instance;
}
