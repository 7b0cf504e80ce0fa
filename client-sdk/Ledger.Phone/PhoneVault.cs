using System.Text.Json;
using Ledger.Crypto;
using Ledger.Protocol.Sessions;

namespace Ledger.Phone;

/// <summary>
/// The phone's folder: a signing key and, apart from it, an encryption key, each in a <see cref="KeyFile"/> under the PIN; their certificates; and the
/// origins that the person trusts.
/// </summary>
public sealed class PhoneVault
{
    private const int CurrentVersion = 1;
    private readonly string _folder;
    private readonly VaultContent _content;
    private readonly PinGuard _guard;

    private PhoneVault(string folder, VaultContent content, Certificate signing, Certificate? encryption)
    {
        (_folder, _content) = (folder, content);
        (SigningCertificate, EncryptionCertificate) = (signing, encryption);
        _guard = new PinGuard(Path.Combine(folder, "attempts"));
    }

    /// <summary>The certificate that signs every answer.</summary>
    public Certificate SigningCertificate { get; }

    /// <summary>The certificate that bid files are encrypted to; null where the phone has none.</summary>
    public Certificate? EncryptionCertificate { get; }

    /// <summary>The subject's unified social credit code, from the signing certificate; empty where it names none.</summary>
    public string Uscc => SigningCertificate.OrganizationCode ?? string.Empty;

    /// <summary>The origins that the person trusts.</summary>
    public IReadOnlyList<TrustedOrigin> Origins => _content.Origins;

    /// <summary>Wrong PINs that may still be made.</summary>
    public int AttemptsLeft => _guard.Left;

    /// <summary>Makes a vault in a new folder.</summary>
    /// <param name="folder">The folder; it must not hold a vault.</param>
    /// <param name="signing">The signing key with its certificate.</param>
    /// <param name="encryption">The encryption key with its certificate; null for none.</param>
    /// <param name="origins">The origins that the person trusts.</param>
    /// <param name="pin">The PIN of both keys.</param>
    /// <exception cref="IOException">There is a vault already, or it cannot be written.</exception>
    /// <exception cref="ArgumentException">A key is not its certificate's, one key has both uses, an origin is malformed, or the PIN is empty.</exception>
    public static PhoneVault Create(
        string folder, (KeyPair Key, Certificate Certificate) signing, (KeyPair Key, Certificate Certificate)? encryption, IReadOnlyList<TrustedOrigin> origins, string pin)
    {
        ArgumentNullException.ThrowIfNull(origins);
        ArgumentException.ThrowIfNullOrEmpty(pin);
        CheckPair(signing, KeyUsages.Signing, "The signing");
        if (encryption is { } pair)
        {
            CheckPair(pair, KeyUsages.Encryption, "The encryption");
            if (pair.Key.PublicKey.Equals(signing.Key.PublicKey))
            {
                throw new ArgumentException("A signing key never decrypts: give another key for encryption (GM/T 0015).", nameof(encryption));
            }
        }

        if (origins.FirstOrDefault(one => !ScanTickets.IsOrigin(one.Origin)) is { } wrong)
        {
            throw new ArgumentException($"{wrong.Origin} is no origin: write https://host or https://host:port in lower case.", nameof(origins));
        }

        Directory.CreateDirectory(folder);
        KeyFile.Create(Path.Combine(folder, "signing.key"), signing.Key, pin);
        if (encryption is { } second)
        {
            KeyFile.Create(Path.Combine(folder, "encryption.key"), second.Key, pin);
        }

        var content = new VaultContent
        {
            Version = CurrentVersion,
            SigningCertificate = signing.Certificate.Der.ToArray(),
            EncryptionCertificate = encryption?.Certificate.Der.ToArray(),
            Origins = origins,
        };
        VaultFiles.Write(Path.Combine(folder, "phone.json"), JsonSerializer.SerializeToUtf8Bytes(content, VaultJson.Default.VaultContent));
        return new PhoneVault(folder, content, signing.Certificate, encryption?.Certificate);
    }

    /// <summary>Opens a vault; its keys stay closed until the PIN comes.</summary>
    /// <exception cref="PhoneException">The vault is absent or damaged.</exception>
    public static PhoneVault Open(string folder)
    {
        var json = VaultFiles.TryRead(Path.Combine(folder, "phone.json")) ?? throw new PhoneException(PhoneRefusal.Vault, $"{folder} holds no phone. Make one with a signing key and its certificate.");
        try
        {
            var content = JsonSerializer.Deserialize(json, VaultJson.Default.VaultContent);
            if (content is { Version: CurrentVersion, Origins: not null } && Certificate.TryParse(content.SigningCertificate, out var signing, out _))
            {
                Certificate? encryption = null;
                if (content.EncryptionCertificate is null or { Length: 0 } || Certificate.TryParse(content.EncryptionCertificate, out encryption, out _))
                {
                    return new PhoneVault(folder, content, signing, encryption);
                }
            }
        }
        catch (JsonException)
        {
            // Falls through to the refusal: what is not its JSON is a damaged vault.
        }

        throw new PhoneException(PhoneRefusal.Vault, $"{folder} holds a phone of another version, or a damaged one.");
    }

    /// <summary>The signing key; the caller disposes of it.</summary>
    /// <exception cref="PhoneException">The PIN is wrong, the vault locked or damaged.</exception>
    internal KeyPair OpenSigningKey(string pin) => OpenKey("signing.key", pin);

    /// <summary>The encryption key; the caller disposes of it.</summary>
    /// <exception cref="PhoneException">There is none, the PIN is wrong, the vault locked or damaged.</exception>
    internal KeyPair OpenEncryptionKey(string pin) => EncryptionCertificate is null
        ? throw new PhoneException(PhoneRefusal.NoEncryptionKey, "This phone has no encryption key: bring the encryption certificate of your dual pair with its key.")
        : OpenKey("encryption.key", pin);

    internal void KeepPending(string qr, byte[] phoneSecret) => VaultFiles.Write(
        PendingPath, JsonSerializer.SerializeToUtf8Bytes(new PendingContent { Qr = qr, PhoneSecret = phoneSecret }, VaultJson.Default.PendingContent));

    internal PendingContent? TryReadPending()
    {
        try
        {
            return VaultFiles.TryRead(PendingPath) is { } json ? JsonSerializer.Deserialize(json, VaultJson.Default.PendingContent) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal void ForgetPending() => File.Delete(PendingPath);

    private string PendingPath => Path.Combine(_folder, "session.json");

    private KeyPair OpenKey(string name, string pin)
    {
        var why = KeyFileError.None;
        var pair = _guard.Try(() => KeyFile.TryOpen(Path.Combine(_folder, name), pin, out why));
        return (pair, why) switch
        {
            ({ } opened, _) => opened,
            (null, KeyFileError.WrongPinOrDamaged) => throw new PhoneException(PhoneRefusal.WrongPin, $"The PIN is wrong; {_guard.Left} more may be tried."),
            _ => throw new PhoneException(PhoneRefusal.Vault, $"The key does not open: {why}."),
        };
    }

    private static void CheckPair((KeyPair Key, Certificate Certificate) pair, KeyUsages usage, string which)
    {
        if (!pair.Certificate.PublicKey.Equals(pair.Key.PublicKey) || ((pair.Certificate.KeyUsage ?? KeyUsages.None) & usage) == 0)
        {
            throw new ArgumentException($"{which} certificate is not for its key, or its key usage is another (GM/T 0015: dual certificates).", nameof(pair));
        }
    }
}
