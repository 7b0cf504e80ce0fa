using System.Security.Cryptography;
using System.Text;

namespace Ledger.Crypto.Keys;

/// <summary>
/// A private key on disk, encrypted under a PIN: JSON with AES-256-GCM under Argon2id, every other field authenticated. Only the file's
/// owner may read it. Files of version 1, under PBKDF2-HMAC-SHA256, are read, and <see cref="Renew"/> writes them anew.
/// </summary>
public static class KeyFile
{
    /// <summary>Fewest rounds of PBKDF2 taken of a file of version 1 (OWASP 2023: 600,000 for SHA-256).</summary>
    public const int IterationsMin = 600_000;

    /// <summary>Most rounds taken, so that a file cannot keep its reader busy for minutes.</summary>
    public const int IterationsMax = 10_000_000;

    private const int FileBytesMax = 64 * 1024;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>
    /// Writes <paramref name="pair"/> to a new file at <paramref name="path"/>, whole or not at all, readable by its owner alone.
    /// </summary>
    /// <param name="path">The new file.</param>
    /// <param name="pair">The key.</param>
    /// <param name="pin">The PIN, which keeps <see cref="PinRules"/>.</param>
    /// <param name="cost">What a guess costs; null for <see cref="KeyFileCost.Default"/>.</param>
    /// <param name="purpose">
    /// The one thing that the key is for, 1 to 200 characters: whoever opens it must name the same. Null for none.
    /// </param>
    /// <exception cref="IOException">There is such a file already, or it cannot be written.</exception>
    /// <exception cref="ArgumentException">The PIN is not taken, and the message says why, or the cost is out of range.</exception>
    public static void Create(string path, KeyPair pair, ReadOnlySpan<char> pin, KeyFileCost? cost = null, string? purpose = null)
    {
        ArgumentNullException.ThrowIfNull(pair);
        if (purpose is { Length: 0 or > KeyFileContent.PurposeCharsMax })
        {
            throw new ArgumentException($"A purpose has 1 to {KeyFileContent.PurposeCharsMax} characters.", nameof(purpose));
        }

        if (PinRules.WhyNot(pin) is { } why)
        {
            throw new ArgumentException(why, nameof(pin));
        }

        WriteAtomically(path, Encrypt(pair, pin, cost ?? KeyFileCost.Default, purpose), overwrite: false);
    }

    /// <summary>Whether the file is of an old version: open it, then <see cref="Renew"/>.</summary>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static bool IsOld(string path) => TryRead(path, out _)?.Version == KeyFileContent.Pbkdf2Version;

    /// <summary>
    /// Writes a file that has been opened anew, in the present version, in its place. The PIN may be one that was taken when the file was
    /// made.
    /// </summary>
    /// <exception cref="IOException">It cannot be written; the old file stands.</exception>
    /// <exception cref="ArgumentException">The cost is out of range.</exception>
    public static void Renew(string path, KeyPair pair, ReadOnlySpan<char> pin, KeyFileCost? cost = null)
    {
        ArgumentNullException.ThrowIfNull(pair);
        WriteAtomically(path, Encrypt(pair, pin, cost ?? KeyFileCost.Default, purpose: null), overwrite: true);
    }

    private static byte[] Encrypt(KeyPair pair, ReadOnlySpan<char> pin, KeyFileCost cost, string? purpose)
    {
        if (!cost.IsInRange)
        {
            throw new ArgumentException($"{cost} is outside what a key file may demand of its reader.", nameof(cost));
        }

        var header = new KeyFileContent
        {
            Version = purpose is null ? KeyFileContent.CurrentVersion : KeyFileContent.PurposeVersion,
            Purpose = purpose,
            Algorithm = pair.Algorithm.ToString(),
            Kdf = KeyFileContent.Argon2id,
            Iterations = cost.Passes,
            MemoryKib = cost.MemoryKib,
            Lanes = cost.Lanes,
            Salt = RandomNumberGenerator.GetBytes(KeyFileContent.SaltBytes),
            Cipher = KeyFileContent.Aes256Gcm,
            Nonce = RandomNumberGenerator.GetBytes(KeyFileContent.NonceBytes),
            PublicKey = pair.PublicKey.ToSubjectPublicKeyInfo(),
        };
        var ciphertext = new byte[pair.PrivateKey.Length + KeyFileContent.TagBytes];
        using (var cipher = CipherOf(header, pin))
        {
            var (text, tag) = Split(ciphertext);
            cipher.Encrypt(header.Nonce, pair.PrivateKey, text.Span, tag.Span, header.Header());
        }

        return (header with { Ciphertext = ciphertext }).Write();
    }

    /// <summary>
    /// The key pair in the file at <paramref name="path"/>; null, with the reason in <paramref name="error"/>, where it does not open. A
    /// key that was made for one purpose does not.
    /// </summary>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static KeyPair? TryOpen(string path, ReadOnlySpan<char> pin, out KeyFileError error) =>
        TryOpenFor(null, path, pin, out error);

    /// <summary>As <see cref="TryOpen"/>, of a key that was made for this purpose and no other.</summary>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static KeyPair? TryOpenFor(string? purpose, string path, ReadOnlySpan<char> pin, out KeyFileError error)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            error = KeyFileError.Permissions;
            return null;
        }

        if (TryRead(path, out error) is not { } content)
        {
            return null;
        }

        if (content.Purpose != purpose)
        {
            error = KeyFileError.Purpose;
            return null;
        }

        return TryDecrypt(content, pin, out error);
    }

    /// <summary>What a file says of its key without the PIN, and so without proof; null where the bytes are no key file.</summary>
    public static KeyFileDescription? TryDescribe(ReadOnlySpan<byte> file, out KeyFileError error)
    {
        error = KeyFileError.Malformed;
        if (file.Length > FileBytesMax || KeyFileContent.TryRead(file, out error) is not { } content)
        {
            return null;
        }

        var key = PublicKey.FromSubjectPublicKeyInfo(content.PublicKey, out _);
        error = key is null ? KeyFileError.Malformed : KeyFileError.None;
        return key is null ? null : new KeyFileDescription(key, content.Purpose);
    }

    private static KeyFileContent? TryRead(string path, out KeyFileError error)
    {
        using var file = File.OpenRead(path);
        if (file.Length > FileBytesMax)
        {
            error = KeyFileError.Malformed;
            return null;
        }

        var json = new byte[file.Length];
        file.ReadExactly(json);
        return KeyFileContent.TryRead(json, out error);
    }

    private static KeyPair? TryDecrypt(KeyFileContent content, ReadOnlySpan<char> pin, out KeyFileError error)
    {
        if (PublicKey.FromSubjectPublicKeyInfo(content.PublicKey, out _) is not { } publicKey
            || publicKey.Algorithm.ToString() != content.Algorithm)
        {
            error = KeyFileError.Malformed;
            return null;
        }

        var (text, tag) = Split(content.Ciphertext);
        var privateKey = GC.AllocateUninitializedArray<byte>(text.Length, pinned: true);
        try
        {
            using var cipher = CipherOf(content, pin);
            cipher.Decrypt(content.Nonce, text.Span, tag.Span, privateKey, content.Header());
            error = KeyFileError.None;
            return KeyPair.FromPrivateKey(publicKey.Algorithm, privateKey);
        }
        catch (AuthenticationTagMismatchException)
        {
            error = KeyFileError.WrongPinOrDamaged;
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(privateKey);
        }
    }

    private static AesGcm CipherOf(KeyFileContent header, ReadOnlySpan<char> pin)
    {
        var pinBytes = new byte[Encoding.UTF8.GetByteCount(pin)];
        Encoding.UTF8.GetBytes(pin, pinBytes);
        var key = new byte[32];
        try
        {
            if (header.Cost is { } cost)
            {
                PinDerivation.Derive(pinBytes, header.Salt, cost, key);
            }
            else
            {
                Rfc2898DeriveBytes.Pbkdf2(pinBytes, header.Salt, key, header.Iterations, HashAlgorithmName.SHA256);
            }

            return new AesGcm(key, KeyFileContent.TagBytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pinBytes);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static (Memory<byte> Text, Memory<byte> Tag) Split(byte[] ciphertext) =>
        (
            ciphertext.AsMemory(0, ciphertext.Length - KeyFileContent.TagBytes),
            ciphertext.AsMemory(ciphertext.Length - KeyFileContent.TagBytes));

    private static void WriteAtomically(string path, byte[] bytes, bool overwrite)
    {
        var temporary = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        try
        {
            using (var file = new FileStream(temporary, options))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
