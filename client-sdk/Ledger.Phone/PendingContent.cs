using System.Text.Json.Serialization;

namespace Ledger.Phone;

/// <summary>The JSON of a session that was scanned and not yet answered.</summary>
internal sealed record PendingContent
{
    [JsonRequired]
    public string Qr { get; init; } = string.Empty;

    [JsonRequired]
    public byte[] PhoneSecret { get; init; } = [];
}
