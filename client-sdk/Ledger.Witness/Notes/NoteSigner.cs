using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using NSec.Cryptography;

namespace Ledger.Witness.Notes;

/// <summary>
/// A private key of notes, as transparency logs write it: <c>PRIVATE+KEY+NAME+ID+BASE64</c>, where the Base64 is the type byte and the seed
/// of 32 bytes.
/// </summary>
public sealed class NoteSigner : IDisposable
{
    private const string Prefix = "PRIVATE+KEY+";
    private const int SeedBytes = 32;
    private readonly Key _key;

    private NoteSigner(string name, NoteKeyKind kind, Key key) => (_key, Public) = (key, NoteKey.Of(name, kind, key.PublicKey));

    /// <summary>What others know it by.</summary>
    public NoteKey Public { get; }

    /// <summary>The text of a new key, which is the secret itself.</summary>
    /// <exception cref="ArgumentException">The name cannot name a key.</exception>
    public static string Generate(string name, NoteKeyKind kind)
    {
        if (!NoteKey.IsName(name))
        {
            throw new ArgumentException("A key's name has no spaces, no plus and at most 200 characters.", nameof(name));
        }

        var seed = RandomNumberGenerator.GetBytes(SeedBytes);
        try
        {
            using var signer = new NoteSigner(name, kind, Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey));
            return $"{Prefix}{name}+{signer.Public.Id:x8}+{Convert.ToBase64String([(byte)kind, .. seed])}";
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    /// <summary>The key, if the text is one whose id fits.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out NoteSigner? signer)
    {
        ArgumentNullException.ThrowIfNull(text);
        signer = null;
        var parts = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..].Split('+', 3) : [];
        if (parts.Length != 3 || !NoteKey.IsName(parts[0]) || !NoteKey.TryFromBase64(parts[2], out var typed) ||
            typed.Length != 1 + SeedBytes || !Enum.IsDefined((NoteKeyKind)typed[0]))
        {
            return false;
        }

        var read = new NoteSigner(
            parts[0], (NoteKeyKind)typed[0], Key.Import(SignatureAlgorithm.Ed25519, typed.AsSpan(1), KeyBlobFormat.RawPrivateKey));
        CryptographicOperations.ZeroMemory(typed);
        if (parts[1] != $"{read.Public.Id:x8}")
        {
            read.Dispose();
            return false;
        }

        signer = read;
        return true;
    }

    /// <summary>A log's signature over a note's text.</summary>
    /// <exception cref="InvalidOperationException">It is a witness's key.</exception>
    public NoteSignature SignText(string text)
    {
        Require(NoteKeyKind.Log);
        return new NoteSignature(
            Public.Name, Public.Id, SignatureAlgorithm.Ed25519.Sign(_key, System.Text.Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>A witness's cosignature of a note's text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="time">When, in seconds since 1970; not negative.</param>
    /// <exception cref="InvalidOperationException">It is a log's key.</exception>
    public NoteSignature Cosign(string text, long time)
    {
        Require(NoteKeyKind.Witness);
        return Cosignatures.Line(
            Public, time, SignatureAlgorithm.Ed25519.Sign(_key, Cosignatures.Message(text, time)));
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private void Require(NoteKeyKind kind)
    {
        if (Public.Kind != kind)
        {
            throw new InvalidOperationException($"The key {Public.Name} is of another kind than this signature's.");
        }
    }
}
