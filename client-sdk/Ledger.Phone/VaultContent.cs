using System.Text.Json.Serialization;

namespace Ledger.Phone;

/// <summary>The JSON of a vault's <c>phone.json</c>: nothing secret. Byte strings are Base64.</summary>
internal sealed record VaultContent
{
    [JsonRequired]
    public int Version { get; init; }

    /// <summary>DER of the signing certificate.</summary>
    [JsonRequired]
    public byte[] SigningCertificate { get; init; } = [];

    /// <summary>DER of the encryption certificate, where there is one.</summary>
    public byte[]? EncryptionCertificate { get; init; }

    [JsonRequired]
    public IReadOnlyList<TrustedOrigin> Origins { get; init; } = [];
}
