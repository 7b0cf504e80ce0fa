using System.Text.Json.Serialization;

namespace Ledger.Phone;

/// <summary>
/// The JSON of a vault's <c>phone.json</c>. Byte strings are Base64. Version 2 holds what belongs to the PIN: the tries, and a salt without
/// which the keys do not open, so that nobody gets new tries by taking the file away, or by trying the key files apart from it.
/// </summary>
internal sealed record VaultContent
{
    [JsonRequired]
    public int Version { get; init; }

    /// <summary>PINs tried since the last right one; absent in version 1.</summary>
    public int? Tries { get; init; }

    /// <summary>32 random bytes that are part of the keys' PIN; absent in version 1.</summary>
    public byte[]? PinSalt { get; init; }

    /// <summary>DER of the signing certificate.</summary>
    [JsonRequired]
    public byte[] SigningCertificate { get; init; } = [];

    /// <summary>DER of the encryption certificate, where there is one.</summary>
    public byte[]? EncryptionCertificate { get; init; }

    [JsonRequired]
    public IReadOnlyList<TrustedOrigin> Origins { get; init; } = [];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(VaultContent))]
[JsonSerializable(typeof(PendingContent))]
internal sealed partial class VaultJson : JsonSerializerContext;

/// <summary>A page that the person has taken as a trading centre's.</summary>
/// <param name="Origin">Its origin, <c>https://host</c>.</param>
/// <param name="CentreUscc">The centre whose certificate must sign its sessions.</param>
public sealed record TrustedOrigin(string Origin, string CentreUscc);
