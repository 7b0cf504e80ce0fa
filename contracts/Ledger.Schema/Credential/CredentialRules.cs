using Ledger.Protocol.V1;

namespace Ledger.Schema.Credential;

/// <summary>What follows from a record alone: its kind, and what it is worth at a time (DOMAIN §4: "status at date X").</summary>
public static class CredentialRules
{
    /// <summary>Most changes of one record, so that it is still a value of the state (64 KiB).</summary>
    internal const int ChangesMax = 48;

    private const int FirstFactField = 9;

    /// <summary>What sort of fact the call carries; unspecified where it carries none.</summary>
    public static CredentialKind KindOf(RecordCredential recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return recorded.FactCase == RecordCredential.FactOneofCase.None
            ? CredentialKind.Unspecified
            : (CredentialKind)((int)recorded.FactCase - FirstFactField);
    }

    /// <summary>
    /// What the record is worth at <paramref name="time"/> by what was on the chain at <paramref name="knownAt"/>. Of the changes that had
    /// begun the latest counts; an end stays an end.
    /// </summary>
    /// <param name="record">The record.</param>
    /// <param name="time">The time that is asked about, UTC milliseconds.</param>
    /// <param name="knownAt">Block time; what was recorded later is left out. By default nothing is.</param>
    /// <returns>Unspecified where the record itself was not on the chain yet.</returns>
    public static CredentialStatus StatusAt(CredentialRecord record, long time, long knownAt = long.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.RecordedAt > knownAt)
        {
            return CredentialStatus.Unspecified;
        }

        var recorded = record.Recorded;
        if (time < recorded.EffectiveFrom)
        {
            return CredentialStatus.NotYet;
        }

        var change = ChangeAt(record, time, knownAt)?.Kind ?? CredentialChangeKind.Unspecified;
        return EndOf(change) is var end && end != CredentialStatus.Unspecified ? end
            : recorded.EffectiveUntil != 0 && time >= recorded.EffectiveUntil ? CredentialStatus.Expired
            : change == CredentialChangeKind.Suspended ? CredentialStatus.Suspended
            : CredentialStatus.InForce;
    }

    /// <summary>
    /// Whether an answer about <paramref name="time"/> rests on something of this record that came to the chain only after it: such facts
    /// are marked late, and nothing else changes an answer afterwards.
    /// </summary>
    public static bool IsLateFor(CredentialRecord record, long time)
    {
        ArgumentNullException.ThrowIfNull(record);
        return (record.Recorded.EffectiveFrom <= time && record.RecordedAt > time)
            || (ChangeAt(record, time, long.MaxValue) is { } change && change.RecordedAt > time);
    }

    /// <summary>
    /// The record without what it says and why: only what <see cref="StatusAt"/> and <see cref="IsLateFor"/> go by, and whose and whose
    /// word it is.
    /// </summary>
    public static CredentialRecord StandingOf(CredentialRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var recorded = record.Recorded;
        return new CredentialRecord
        {
            Recorded = new RecordCredential
            {
                RecordId = recorded.RecordId,
                SubjectUscc = recorded.SubjectUscc,
                IssuerUscc = recorded.IssuerUscc,
                EffectiveFrom = recorded.EffectiveFrom,
                EffectiveUntil = recorded.EffectiveUntil,
            },
            RecordedAt = record.RecordedAt,
            Changes =
            {
                record.Changes.Select(change => new CredentialChange
                {
                    Kind = change.Kind,
                    EffectiveFrom = change.EffectiveFrom,
                    RecordedAt = change.RecordedAt,
                }),
            },
        };
    }

    /// <summary>Whether the change ends a record for good.</summary>
    internal static bool IsEnd(CredentialChangeKind kind) => EndOf(kind) != CredentialStatus.Unspecified;

    private static CredentialChange? ChangeAt(CredentialRecord record, long time, long knownAt)
    {
        CredentialChange? latest = null;
        foreach (var change in record.Changes)
        {
            latest = change.EffectiveFrom <= time && change.RecordedAt <= knownAt ? change : latest;
        }

        return latest;
    }

    private static CredentialStatus EndOf(CredentialChangeKind kind) => kind switch
    {
        CredentialChangeKind.Revoked => CredentialStatus.Revoked,
        CredentialChangeKind.Superseded => CredentialStatus.Superseded,
        CredentialChangeKind.Repaired => CredentialStatus.Repaired,
        _ => CredentialStatus.Unspecified,
    };
}
