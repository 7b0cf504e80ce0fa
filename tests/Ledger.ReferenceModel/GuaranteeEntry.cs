using Google.Protobuf;
using Ledger.Protocol.V1;

namespace Ledger.ReferenceModel;

/// <summary>A guarantee in the model's books.</summary>
public sealed record GuaranteeEntry
{
    /// <summary>Who issued it.</summary>
    public required string Issuer { get; init; }

    /// <summary>UTC milliseconds.</summary>
    public required long IssuedAt { get; init; }

    /// <summary>What its terms must hash to.</summary>
    public required ByteString Commitment { get; init; }

    /// <summary>The state as written: expiry follows from the time.</summary>
    public GuaranteeState State { get; init; } = GuaranteeState.IssuedSealed;

    /// <summary>Number of the latest version.</summary>
    public uint Version { get; init; } = 1;

    /// <summary>What the first version said; null while sealed.</summary>
    internal GuaranteeTerms? First { get; init; }

    /// <summary>The amount of the latest version, in fen.</summary>
    public long AmountFen { get; init; }

    /// <summary>Last instant of the latest version, UTC milliseconds.</summary>
    public long ValidUntil { get; init; }

    /// <summary>The premium in all, in fen.</summary>
    public long PremiumFen { get; init; }

    /// <summary>Paid so far, in fen.</summary>
    public long PaidFen { get; init; }

    /// <summary>What is still covered, in fen.</summary>
    public long BalanceFen => First is null ? 0 : AmountFen - PaidFen;

    /// <summary>The open or latest claim's amount, in fen.</summary>
    public long ClaimedFen { get; init; }

    internal long ExtendUntil { get; init; }

    /// <summary>Last instant at which the claim may be refused; 0 where no rule sets one.</summary>
    public long AnswerUntil { get; init; }

    internal ByteString Order { get; init; } = ByteString.Empty;

    internal ByteString Suit { get; init; } = ByteString.Empty;

    internal long StoppedAt { get; init; }

    internal int Stops { get; init; }

    internal long SurrenderedAt { get; init; }

    /// <summary>Whether the clear document of a blind guarantee was restored.</summary>
    public bool IsEndorsed { get; init; }

    internal bool IsBlind => First?.BlindSection is not null;

    internal string Bidder => First?.ApplicantUscc ?? string.Empty;

    internal bool IsExpired(long time) => State is GuaranteeState.Revealed or GuaranteeState.Refused && time > ValidUntil;

    internal bool IsIn(long time, params ReadOnlySpan<GuaranteeState> states) => !IsExpired(time) && states.Contains(State);

    internal bool IsLive(long time) =>
        IsIn(time, GuaranteeState.Revealed, GuaranteeState.Claimed, GuaranteeState.Refused, GuaranteeState.PaySuspended);
}
