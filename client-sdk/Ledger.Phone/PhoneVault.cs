using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Crypto.Keys;
using Ledger.Protocol.Sessions;
using Ledger.Protocol;

namespace Ledger.Phone;

/// <summary>
/// The phone's folder: a signing key and, apart from it, an encryption key, each in a <see cref="KeyFile"/> under the PIN; their
/// certificates; and the origins that the person trusts.
/// </summary>
public sealed class PhoneVault
{
    private const int CurrentVersion = 2;
    private const int PinSaltBytes = 32;
    private const string FileName = "phone.json";
    private const string SigningKeyName = "signing.key";
    private const string EncryptionKeyName = "encryption.key";
    private const string PendingName = "session.json";
    private readonly string _folder;
    private readonly VaultContent _content;
    private readonly KeyFileCost? _cost;
    private readonly PinGuard _guard;

    private PhoneVault(string folder, VaultContent content, Certificate signing, Certificate? encryption, KeyFileCost? cost = null)
    {
        (_folder, _content, _cost) = (folder, content, cost);
        (SigningCertificate, EncryptionCertificate) = (signing, encryption);
        // Another process may have tried meanwhile. What cannot be read counts as locked.
        _guard = new PinGuard(
            () =>
                TryRead(folder) is { } now &&
                    now.PinSalt.AsSpan().SequenceEqual(content.PinSalt) ? now.Tries ?? PinGuard.AttemptsMax : PinGuard.AttemptsMax,
            tries => Write(folder, content with { Tries = tries }));
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
    /// <param name="pin">The PIN of both keys, which keeps <see cref="PinRules"/>.</param>
    /// <param name="cost">What a guess at the PIN costs; null for <see cref="KeyFileCost.Default"/>.</param>
    /// <exception cref="IOException">There is a vault already, or it cannot be written.</exception>
    /// <exception cref="ArgumentException">
    /// A key is not its certificate's, one key has both uses, an origin is malformed, or the PIN is not taken; the message says why.
    /// </exception>
    public static PhoneVault Create(
        string folder, (KeyPair Key, Certificate Certificate) signing, (KeyPair Key, Certificate Certificate)? encryption,
        IReadOnlyList<TrustedOrigin> origins, string pin, KeyFileCost? cost = null)
    {
        ArgumentNullException.ThrowIfNull(origins);
        ArgumentNullException.ThrowIfNull(pin);
        if (PinRules.WhyNot(pin) is { } why)
        {
            throw new ArgumentException(why, nameof(pin));
        }

        CheckPair(signing, KeyUsages.Signing, "The signing");
        if (encryption is { } pair)
        {
            CheckPair(pair, KeyUsages.Encryption, "The encryption");
            if (pair.Key.PublicKey.Equals(signing.Key.PublicKey))
            {
                throw new ArgumentException(
                    "A signing key never decrypts: give another key for encryption (GM/T 0015).", nameof(encryption));
            }
        }

        CheckOrigins(origins);
        var content = new VaultContent
        {
            Version = CurrentVersion,
            Tries = 0,
            PinSalt = RandomNumberGenerator.GetBytes(PinSaltBytes),
            SigningCertificate = signing.Certificate.Der.ToArray(),
            EncryptionCertificate = encryption?.Certificate.Der.ToArray(),
            Origins = origins,
        };
        Directory.CreateDirectory(folder);
        KeyFile.Create(Path.Combine(folder, SigningKeyName), signing.Key, Salted(pin, content), cost);
        if (encryption is { } second)
        {
            KeyFile.Create(Path.Combine(folder, EncryptionKeyName), second.Key, Salted(pin, content), cost);
        }

        Write(folder, content);
        return new PhoneVault(folder, content, signing.Certificate, encryption?.Certificate, cost);
    }

    /// <summary>Opens a vault; its keys stay closed until the PIN comes.</summary>
    /// <exception cref="PhoneException">The vault is absent or damaged.</exception>
    public static PhoneVault Open(string folder)
    {
        if (VaultFiles.TryRead(Path.Combine(folder, FileName)) is null)
        {
            throw new PhoneException(PhoneRefusal.Vault, $"{folder} holds no phone. Make one with a signing key and its certificate.");
        }

        if (TryRead(folder) is { Origins: not null } content && Certificate.TryParse(content.SigningCertificate, out var signing, out _))
        {
            Certificate? encryption = null;
            if (content.EncryptionCertificate is null or { Length: 0 } ||
                Certificate.TryParse(content.EncryptionCertificate, out encryption, out _))
            {
                return new PhoneVault(folder, content.Version == CurrentVersion ? content : Upgrade(folder, content), signing, encryption);
            }
        }

        throw new PhoneException(PhoneRefusal.Vault, $"{folder} holds a phone of another version, or a damaged one.");
    }

    private static VaultContent? TryRead(string folder)
    {
        try
        {
            var content = VaultFiles.TryRead(Path.Combine(folder, FileName)) is { } json
                ? JsonSerializer.Deserialize(json, VaultJson.Default.VaultContent)
                : null;
            return content is { Version: CurrentVersion, PinSalt.Length: PinSaltBytes, Tries: >= 0 }
                or { Version: 1, PinSalt: null, Tries: null }
                ? content
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Write(string folder, VaultContent content) =>
        VaultFiles.Write(Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(content, VaultJson.Default.VaultContent));

    /// <summary>Version 1 counted in a file of its own; its keys get the salt when they are opened.</summary>
    private static VaultContent Upgrade(string folder, VaultContent old)
    {
        var path = Path.Combine(folder, "attempts");
        var tries = !File.Exists(path)
            ? 0
            : int.TryParse(
                StrictText.TryDecode(File.ReadAllBytes(path), out _, out _), NumberStyles.None, CultureInfo.InvariantCulture, out var made)
                ? made
                : PinGuard.AttemptsMax;
        var content = old with { Version = CurrentVersion, Tries = tries, PinSalt = RandomNumberGenerator.GetBytes(PinSaltBytes) };
        Write(folder, content);
        File.Delete(path);
        return content;
    }

    private static string Salted(string pin, VaultContent content) => $"{pin}\n{Convert.ToHexString(content.PinSalt!)}";

    /// <summary>The signing key; the caller disposes of it.</summary>
    /// <exception cref="PhoneException">The PIN is wrong, the vault locked or damaged.</exception>
    internal KeyPair OpenSigningKey(string pin) => OpenKey(SigningKeyName, pin);

    /// <summary>The encryption key; the caller disposes of it.</summary>
    /// <exception cref="PhoneException">There is none, the PIN is wrong, the vault locked or damaged.</exception>
    internal KeyPair OpenEncryptionKey(string pin) => EncryptionCertificate is null
        ? throw new PhoneException(
            PhoneRefusal.NoEncryptionKey,
            "This phone has no encryption key: bring the encryption certificate of your dual pair with its key.")
        : OpenKey(EncryptionKeyName, pin);

    /// <summary>Takes a page as a trading centre's, or changes whose it is.</summary>
    /// <exception cref="ArgumentException">The origin is malformed; the message says why.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public PhoneVault Trust(TrustedOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        CheckOrigins([origin]);
        return With(_content with { Origins = [.. Origins.Where(one => one.Origin != origin.Origin), origin] });
    }

    /// <summary>Trusts a page no longer; its sessions are refused from now on.</summary>
    /// <exception cref="ArgumentException">It is not trusted.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public PhoneVault Untrust(string origin)
    {
        var left = Origins.Where(one => one.Origin != origin).ToList();
        return left.Count < Origins.Count
            ? With(_content with { Origins = left })
            : throw new ArgumentException($"{origin} is not among the pages that this phone trusts.", nameof(origin));
    }

    /// <summary>
    /// Puts both keys under another PIN. Where it was stopped between the two, the same call goes on: either PIN opens a key.
    /// </summary>
    /// <exception cref="PhoneException">The old PIN is wrong, the vault locked or damaged.</exception>
    /// <exception cref="ArgumentException">The new PIN is not taken; the message says why.</exception>
    /// <exception cref="IOException">A key cannot be written.</exception>
    public void ChangePin(string pin, string newPin)
    {
        if (PinRules.WhyNot(newPin) is { } why)
        {
            throw new ArgumentException(why, nameof(newPin));
        }

        foreach (var name in EncryptionCertificate is null ? (string[])[SigningKeyName] : [SigningKeyName, EncryptionKeyName])
        {
            using var pair = OpenWithEither(name, pin, newPin);
            KeyFile.Renew(Path.Combine(_folder, name), pair, Salted(newPin, _content), _cost);
        }
    }

    /// <summary>Removes the phone: its keys are gone, and what was encrypted to them opens only with another copy of the key.</summary>
    /// <param name="folder">Its folder. What is no part of a phone stays.</param>
    /// <exception cref="IOException">A file cannot be removed.</exception>
    public static void Remove(string folder)
    {
        foreach (var name in (string[])[PendingName, EncryptionKeyName, SigningKeyName, FileName])
        {
            File.Delete(Path.Combine(folder, name));
        }
    }

    /// <summary>Notes the session that was scanned last; earlier ones that were not answered stay.</summary>
    internal void KeepPending(string qr, byte[] phoneSecret) => WritePending(new PendingContent
    {
        Qr = qr,
        PhoneSecret = phoneSecret,
        Earlier = [.. Pending.Where(one => one.Qr != qr).Take(PendingContent.EarlierMax)],
    });

    /// <summary>The sessions that were scanned and not answered, the last one first.</summary>
    internal IReadOnlyList<PendingContent> Pending => ReadPending()?.All.ToList() ?? [];

    /// <summary>The session that was scanned last, where it was not answered.</summary>
    internal PendingContent? TryReadPending() => ReadPending() is { Qr.Length: > 0 } last ? last : null;

    private PendingContent? ReadPending()
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

    /// <summary>Forgets a session that was answered.</summary>
    internal void ForgetPending(string qr)
    {
        var left = Pending.Where(one => one.Qr != qr).ToList();
        if (left.Count == 0)
        {
            File.Delete(PendingPath);
            return;
        }

        WritePending(new PendingContent { Earlier = left });
    }

    private void WritePending(PendingContent content) =>
        VaultFiles.Write(PendingPath, JsonSerializer.SerializeToUtf8Bytes(content, VaultJson.Default.PendingContent));

    private PhoneVault With(VaultContent content)
    {
        var now = content with { Tries = TryRead(_folder)?.Tries ?? PinGuard.AttemptsMax };
        Write(_folder, now);
        return new PhoneVault(_folder, now, SigningCertificate, EncryptionCertificate, _cost);
    }

    private string PendingPath => Path.Combine(_folder, PendingName);

    // Each try counts, so that a change of the PIN is no way to guess it.
    private KeyPair OpenWithEither(string name, string pin, string newPin)
    {
        try
        {
            return OpenKey(name, pin);
        }
        catch (PhoneException e) when (e.Refusal == PhoneRefusal.WrongPin)
        {
            return OpenKey(name, newPin);
        }
    }

    private KeyPair OpenKey(string name, string pin)
    {
        var path = Path.Combine(_folder, name);
        var isOld = KeyFile.IsOld(path);
        var salted = Salted(pin, _content);
        var why = KeyFileError.None;
        var pair = _guard.Try(() => KeyFile.TryOpen(path, isOld ? pin : salted, out why));
        if (isOld && pair is not null)
        {
            KeyFile.Renew(path, pair, salted, _cost);
        }

        return (pair, why) switch
        {
            ({ } opened, _) => opened,
            (null, KeyFileError.WrongPinOrDamaged) =>
                throw new PhoneException(PhoneRefusal.WrongPin, $"The PIN is wrong; {_guard.Left} more may be tried."),
            _ => throw new PhoneException(PhoneRefusal.Vault, $"The key does not open: {why}."),
        };
    }

    private static void CheckOrigins(IReadOnlyList<TrustedOrigin> origins)
    {
        if (origins.FirstOrDefault(one => !ScanTickets.IsOrigin(one.Origin)) is { } wrong)
        {
            throw new ArgumentException(
                $"{wrong.Origin} is no origin: write https://host or https://host:port in lower case.", nameof(origins));
        }
    }

    private static void CheckPair((KeyPair Key, Certificate Certificate) pair, KeyUsages usage, string which)
    {
        if (!pair.Certificate.PublicKey.Equals(pair.Key.PublicKey) || ((pair.Certificate.KeyUsage ?? KeyUsages.None) & usage) == 0)
        {
            throw new ArgumentException(
                $"{which} certificate is not for its key, or its key usage is another (GM/T 0015: dual certificates).", nameof(pair));
        }
    }
}
