using Google.Protobuf;
using Ledger.Exchange.Documents;
using Ledger.Exchange.Elements;
using Ledger.Protocol.V1;

namespace Ledger.Exchange;

/// <summary>退保 of a sealed guarantee, as live interfaces have it beside what the chain holds (S:N3). It names no section.</summary>
public sealed record SurrenderRecord
{
    internal static readonly ElementMap<SurrenderRecord> Map = new ElementMap<SurrenderRecord>()
        .Field(SurrenderElements.Initiator.Required, one => one.Initiator)
        .Field(SurrenderElements.Cause.Required, one => one.Cause)
        .Field(SurrenderElements.Audit.Optional, one => one.Audit)
        .Field(SurrenderElements.RefundDigest.Optional, one => one.RefundDigest);

    /// <summary>Who asked for it.</summary>
    public SurrenderInitiator Initiator { get; init; }

    /// <summary>Why: what the platform attests.</summary>
    public SurrenderCause Cause { get; init; }

    /// <summary>The guarantor's answer; null before there is one.</summary>
    public SurrenderAudit? Audit { get; init; }

    /// <summary>The digest of the proof that the premium went back, 32 bytes; empty where there is none.</summary>
    public ByteString RefundDigest { get; init; } = ByteString.Empty;
}

/// <summary>Who asked for a surrender.</summary>
public enum SurrenderInitiator
{
    /// <summary>交易平台.</summary>
    Platform = 1,

    /// <summary>交易中心.</summary>
    Centre = 2,
}

/// <summary>The guarantor's answer to a surrender.</summary>
public enum SurrenderAudit
{
    /// <summary>同意.</summary>
    Approved = 1,

    /// <summary>不同意.</summary>
    Refused = 2,
}
