using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Crypto;

/// <summary>The JSON of a key file. Byte strings are Base64.</summary>
internal sealed record KeyFileContent
{
    internal const int CurrentVersion = 1;
    internal const string Pbkdf2 = "PBKDF2-HMAC-SHA256";
    internal const string Aes256Gcm = "AES-256-GCM";
    internal const int SaltBytes = 16;
    internal const int NonceBytes = 12;
    internal const int TagBytes = 16;

    [JsonRequired]
    public int Version { get; init; }

    [JsonRequired]
    public string Algorithm { get; init; } = string.Empty;

    [JsonRequired]
    public string Kdf { get; init; } = string.Empty;

    [JsonRequired]
    public int Iterations { get; init; }

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
        Iterations.ToString(CultureInfo.InvariantCulture),
        Convert.ToHexString(Salt),
        Cipher,
        Convert.ToHexString(Nonce),
        Convert.ToHexString(PublicKey)));

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
        if (Version != CurrentVersion || Kdf != Pbkdf2 || Cipher != Aes256Gcm)
        {
            return KeyFileError.Version;
        }

        return Iterations is >= KeyFile.IterationsMin and <= KeyFile.IterationsMax
            && Salt?.Length == SaltBytes
            && Nonce?.Length == NonceBytes
            && Ciphertext?.Length > TagBytes
            && PublicKey is not null
            && Algorithm is not null
            ? KeyFileError.None
            : KeyFileError.Malformed;
    }
}
