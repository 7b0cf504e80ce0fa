using System.Text.Json.Serialization;

namespace Ledger.Phone;

/// <summary>The JSON of the sessions that were scanned and not yet answered.</summary>
internal sealed record PendingContent
{
    /// <summary>Most sessions that are kept beside the last one; they end within two minutes anyway.</summary>
    internal const int EarlierMax = 8;

    /// <summary>The QR of the session that was scanned last; empty once it was answered.</summary>
    [JsonRequired]
    public string Qr { get; init; } = string.Empty;

    /// <summary>This phone's secret in it.</summary>
    [JsonRequired]
    public byte[] PhoneSecret { get; init; } = [];

    /// <summary>Sessions that were left for a later one: whoever scans such a QR again goes on with it.</summary>
    public IReadOnlyList<PendingContent>? Earlier { get; init; }

    /// <summary>The sessions, the last one first.</summary>
    [JsonIgnore]
    internal IEnumerable<PendingContent> All => (Qr.Length > 0 ? [this with { Earlier = null }] : Array.Empty<PendingContent>())
        .Concat(Earlier ?? []);
}
