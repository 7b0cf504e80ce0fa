using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace Ledger.Witness.Notes;

/// <summary>What a note's Ed25519 key signs. The number is the type byte of c2sp.org/signed-note.</summary>
public enum NoteKeyKind : byte
{
    /// <summary>The note's text: the signature of a log.</summary>
    Log = 0x01,

    /// <summary>A time and the note's text: the cosignature of a witness (c2sp.org/tlog-cosignature, Ed25519).</summary>
    Witness = 0x04,
}

/// <summary>
/// A public key of notes, as transparency logs write it: <c>NAME+ID+BASE64</c>, where the Base64 is the type byte and the 32 bytes of an
/// Ed25519 key (RFC 8032).
/// </summary>
public sealed class NoteKey
{
    /// <summary>Most characters of a name.</summary>
    public const int NameCharsMax = 200;

    private const int SeparatorsMax = 2;
    private readonly PublicKey _key;

    private NoteKey(string name, NoteKeyKind kind, PublicKey key)
    {
        (Name, Kind, _key) = (name, kind, key);
        Encoded = key.Export(KeyBlobFormat.RawPublicKey);
        Id = IdOf(name, (byte)kind, Encoded);
    }

    /// <summary>Whose key it is; a URL without a scheme, as a rule.</summary>
    public string Name { get; }

    /// <summary>What it signs.</summary>
    public NoteKeyKind Kind { get; }

    /// <summary>The 32 bytes of the key.</summary>
    public byte[] Encoded { get; }

    /// <summary>The first four bytes of SHA-256(name ‖ LF ‖ type ‖ key).</summary>
    public uint Id { get; }

    /// <summary>The key, if the text is one in its one spelling.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out NoteKey? key)
    {
        key = null;
        var parts = text?.Split('+', SeparatorsMax + 1) ?? []; // Base64 has the separator among its characters
        return parts.Length == SeparatorsMax + 1 && IsName(parts[0]) && TryFromBase64(parts[SeparatorsMax], out var bytes)
            && TryCreate(parts[0], bytes, out key) && key.ToString() == text;
    }

    /// <summary>Whether a signature over a message is this key's. Says no to whatever bytes are none.</summary>
    public bool Verifies(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        SignatureAlgorithm.Ed25519.Verify(_key, message, signature);

    /// <summary>As <see cref="TryParse"/> reads it.</summary>
    public override string ToString() => $"{Name}+{Id:x8}+{Convert.ToBase64String([(byte)Kind, .. Encoded])}";

    /// <summary>Whether a text can name a key: no spaces, no plus, no control characters.</summary>
    public static bool IsName(string name) =>
        name is { Length: > 0 and <= NameCharsMax } && !name.Any(c => c == '+' || char.IsWhiteSpace(c) || char.IsControl(c));

    /// <summary>The id of a key: SHA-256(name ‖ LF ‖ type ‖ what follows), its first four bytes.</summary>
    internal static uint IdOf(string name, byte type, ReadOnlySpan<byte> key) => BinaryPrimitives.ReadUInt32BigEndian(
        SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', type, .. key]));

    internal static NoteKey Of(string name, NoteKeyKind kind, PublicKey key) => new(name, kind, key);

    internal static bool TryFromBase64(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length];
        var read = Convert.TryFromBase64String(text, bytes, out var length);
        Array.Resize(ref bytes, read ? length : 0);
        return read && Convert.ToBase64String(bytes) == text; // one spelling: no spaces, no bits that count for nothing
    }

    private static bool TryCreate(string name, byte[] typed, [NotNullWhen(true)] out NoteKey? key)
    {
        key = typed.Length > 0 && Enum.IsDefined((NoteKeyKind)typed[0]) &&
            PublicKey.TryImport(SignatureAlgorithm.Ed25519, typed.AsSpan(1), KeyBlobFormat.RawPublicKey, out var imported)
                ? new NoteKey(name, (NoteKeyKind)typed[0], imported!)
                : null;
        return key is not null;
    }
}
