using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Crypto.Keys;

/// <summary>
/// The JSON of a key file. Byte strings are Base64. Version 1 had PBKDF2 for Argon2id; it is read, and written anew when it is opened.
/// Version 3 is version 2 with a purpose.
/// </summary>
internal sealed record KeyFileContent
{
    internal const int CurrentVersion = 2;
    internal const int PurposeVersion = 3;
    internal const int Pbkdf2Version = 1;
    internal const int PurposeCharsMax = 200;
    internal const string Argon2id = "Argon2id-v1.3";
    internal const string Pbkdf2 = "PBKDF2-HMAC-SHA256";
    internal const string Aes256Gcm = "AES-256-GCM";
    internal const int SaltBytes = 16;
    internal const int NonceBytes = 12;
    internal const int TagBytes = 16;

    [JsonRequired]
    public int Version { get; init; }

    /// <summary>The one thing that the key was made for; absent before version 3.</summary>
    public string? Purpose { get; init; }

    [JsonRequired]
    public string Algorithm { get; init; } = string.Empty;

    [JsonRequired]
    public string Kdf { get; init; } = string.Empty;

    /// <summary>Rounds of PBKDF2, or passes of Argon2id.</summary>
    [JsonRequired]
    public int Iterations { get; init; }

    /// <summary>Argon2id's memory in KiB; absent in version 1.</summary>
    public int? MemoryKib { get; init; }

    /// <summary>Argon2id's lanes; absent in version 1.</summary>
    public int? Lanes { get; init; }

    [JsonRequired]
    public byte[] Salt { get; init; } = [];

    [JsonRequired]
    public string Cipher { get; init; } = string.Empty;

    [JsonRequired]
    public byte[] Nonce { get; init; } = [];

    /// <summary>The public key as SubjectPublicKeyInfo.</summary>
    [JsonRequired]
    public byte[] PublicKey { get; init; } = [];

    /// <summary>The encrypted private key with its 16-byte tag.</summary>
    [JsonRequired]
    public byte[] Ciphertext { get; init; } = [];

    /// <summary>All fields but the ciphertext, in one fixed form: the associated data, so that none can be changed.</summary>
    internal byte[] Header() => Encoding.UTF8.GetBytes(string.Join(
        '\n',
        "ledger/key-file",
        Version.ToString(CultureInfo.InvariantCulture),
        Algorithm,
        Kdf,
        Cost is { } cost
            ? string.Create(CultureInfo.InvariantCulture, $"{cost.MemoryKib}\n{cost.Passes}\n{cost.Lanes}")
            : Iterations.ToString(CultureInfo.InvariantCulture),
        Convert.ToHexString(Salt),
        Cipher,
        Convert.ToHexString(Nonce),
        Convert.ToHexString(PublicKey) + (Purpose is null ? string.Empty : $"\n{Purpose}")));

    /// <summary>Argon2id's cost; null in version 1.</summary>
    [JsonIgnore]
    internal KeyFileCost? Cost => Version != Pbkdf2Version ? new KeyFileCost(MemoryKib ?? 0, Iterations, Lanes ?? 0) : null;

    internal byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, KeyFileJson.Default.KeyFileContent);

    /// <summary>Null, with the reason, where the bytes are no key file with every field in range.</summary>
    internal static KeyFileContent? TryRead(ReadOnlySpan<byte> json, out KeyFileError error)
    {
        KeyFileContent? content;
        try
        {
            content = JsonSerializer.Deserialize(json, KeyFileJson.Default.KeyFileContent);
        }
        catch (JsonException)
        {
            content = null;
        }

        error = content is null ? KeyFileError.Malformed : content.Check();
        return error == KeyFileError.None ? content : null;
    }

    private KeyFileError Check()
    {
        if ((Version, Kdf) is not ((CurrentVersion or PurposeVersion, Argon2id) or (Pbkdf2Version, Pbkdf2)) || Cipher != Aes256Gcm)
        {
            return KeyFileError.Version;
        }

        var isCost = Cost is { } cost ? cost.IsInRange : Iterations is >= KeyFile.IterationsMin and <= KeyFile.IterationsMax &&
            MemoryKib is null && Lanes is null;
        return isCost
            && (Version == PurposeVersion ? Purpose?.Length is > 0 and <= PurposeCharsMax : Purpose is null)
            && Salt?.Length == SaltBytes
            && Nonce?.Length == NonceBytes
            && Ciphertext?.Length > TagBytes
            && PublicKey is not null
            && Algorithm is not null
            ? KeyFileError.None
            : KeyFileError.Malformed;
    }
}
