using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Ledger.Crypto.Keys;

namespace Ledger.Crypto.Sealing;

/// <summary>
/// What one sealed box is made with, by someone who need not know whom it is for: U, view tag, content key and nonce, as
/// <see cref="SealedBox.Encapsulate(PublicKey, IRandomSource)"/> derived them. It shows its recipient no more than the box does
/// (docs/spec/sealing.md). Secret, and good for one box: two plaintexts under one key and nonce would open each other. Not for use by
/// several threads at once.
/// </summary>
public sealed class SealedBoxKey : IDisposable
{
    private const int HeaderBytes = SealingProfile.EphemeralBytes + SealingProfile.ViewTagBytes;
    private readonly SealingProfile _profile;
    private readonly byte[] _header;
    private readonly byte[] _secret;
    private bool _used;

    internal SealedBoxKey(SealingProfile profile, ReadOnlySpan<byte> ephemeral, ReadOnlySpan<byte> derived)
    {
        _profile = profile;
        _header = [.. ephemeral, derived[^1]];
        _secret = GC.AllocateUninitializedArray<byte>(derived.Length - SealingProfile.ViewTagBytes, pinned: true);
        derived[..^1].CopyTo(_secret);
    }

    /// <summary>U as x ‖ y, 64 bytes: public once the box is. Two boxes with the same U were made with the same key.</summary>
    public ReadOnlySpan<byte> Ephemeral => _header.AsSpan(0, SealingProfile.EphemeralBytes);

    /// <summary>Length of what <see cref="Export"/> gives: U, view tag, key and nonce.</summary>
    public static int ExportedBytesOf(CryptoSuite suite) => HeaderBytes + AeadKey.KeyBytesOf(suite) + SealingProfile.NonceBytes;

    /// <summary>Reads what <see cref="Export"/> gave; false where the length is another or U is no point of the suite's curve.</summary>
    public static bool TryImport(CryptoSuite suite, ReadOnlySpan<byte> exported, [NotNullWhen(true)] out SealedBoxKey? key)
    {
        key = null;
        if (exported.Length != ExportedBytesOf(suite))
        {
            return false;
        }

        var algorithm = suite == CryptoSuite.Guomi ? SignatureAlgorithm.Sm2Sm3 : SignatureAlgorithm.EcdsaP256Sha256;
        var ephemeral = exported[..SealingProfile.EphemeralBytes];
        if (PublicKeyRules.Check(new PublicKey(algorithm, [4, .. ephemeral])) is not null)
        {
            return false;
        }

        Span<byte> derived = stackalloc byte[exported.Length - SealingProfile.EphemeralBytes];
        exported[HeaderBytes..].CopyTo(derived);
        derived[^1] = exported[HeaderBytes - 1];
        key = new SealedBoxKey(SealingProfile.Of(algorithm)!, ephemeral, derived);
        CryptographicOperations.ZeroMemory(derived);
        return true;
    }

    /// <summary>U ‖ view tag ‖ content key ‖ nonce. Secret: whoever has it reads the box.</summary>
    /// <exception cref="InvalidOperationException">The key has made its box, or was disposed.</exception>
    public byte[] Export()
    {
        RequireUnused();
        return [.. _header, .. _secret];
    }

    /// <summary>The one box, in the form of <see cref="SealedBox.Seal"/>.</summary>
    /// <exception cref="InvalidOperationException">The key has made its box, or was disposed.</exception>
    /// <exception cref="ArgumentException">The plaintext is too long.</exception>
    public byte[] Seal(ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plaintext.Length, SealedBox.PlaintextBytesMax, nameof(plaintext));
        RequireUnused();
        _used = true;
        var box = new byte[plaintext.Length + SealedBox.OverheadBytes];
        _header.CopyTo(box, 0);
        _profile.Cipher.Encrypt(
            _secret.AsSpan(0, _profile.KeyBytes), _secret.AsSpan(_profile.KeyBytes), plaintext, associatedData, box.AsSpan(HeaderBytes));
        CryptographicOperations.ZeroMemory(_secret);
        return box;
    }

    /// <summary>Clears the key.</summary>
    public void Dispose()
    {
        _used = true;
        CryptographicOperations.ZeroMemory(_secret);
    }

    private void RequireUnused()
    {
        if (_used)
        {
            throw new InvalidOperationException("The key of a sealed box makes one box: encapsulate anew for another.");
        }
    }
}
