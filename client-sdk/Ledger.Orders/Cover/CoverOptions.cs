using Ledger.Crypto.Sealing;
using Ledger.Protocol.V1;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Orders;

/// <summary>How much cover a desk leaves.</summary>
public sealed record CoverOptions
{
    /// <summary>Most decoys of one kind in one interval.</summary>
    public const int DecoysMax = 64;

    /// <summary>Where decoys are left.</summary>
    public required IOrderMail Mail { get; init; }

    /// <summary>Where the other guarantors' cards are read.</summary>
    public required IOrderChain Chain { get; init; }

    /// <summary>The desk's own USCC: its card is not another's.</summary>
    public required string Uscc { get; init; }

    /// <summary>The desk's own mailbox.</summary>
    public required MailboxCard Own { get; init; }

    /// <summary>From tick to tick, 1 s to 1 day; ticks are at whole multiples of it since 1970, as the batches'.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Decoys to the desk's own mailbox in each interval, 0 to 64.</summary>
    public int OwnDecoys { get; init; } = 2;

    /// <summary>
    /// Decoys in each interval to mailboxes drawn among all other guarantors', 0 to 64 all together. Where there is no other guarantor,
    /// they too go to the desk's own.
    /// </summary>
    public int OtherDecoys { get; init; } = 2;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Draws moments and mailboxes. Used from one thread at a time.</summary>
    public IRandomSource Random { get; init; } = SystemRandomSource.Instance;

    /// <summary>Where what could not be left is logged.</summary>
    public ILogger<CoverTraffic> Logger { get; init; } = NullLogger<CoverTraffic>.Instance;
}
