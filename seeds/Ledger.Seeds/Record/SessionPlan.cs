using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>A confirmed scan session (扫码) of the record.</summary>
/// <param name="Index">Its place among all sessions of the record, from 0. Its id, salt and digests follow from it and the seed.</param>
/// <param name="Act">A login or a signature.</param>
/// <param name="Subject">Who confirmed it.</param>
/// <param name="OpenedAt">When the centre opened it.</param>
/// <param name="FinishedAt">When the phone confirmed, within the session's life.</param>
public sealed record SessionPlan(int Index, ScanAct Act, MarketSubject Subject, DateTimeOffset OpenedAt, DateTimeOffset FinishedAt);
