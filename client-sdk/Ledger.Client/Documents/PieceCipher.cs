using System.Buffers.Binary;
using Ledger.Crypto;
using Ledger.Crypto.Sealing;
using Ledger.Protocol;
using Ledger.Protocol.Mail;

namespace Ledger.Client.Documents;

/// <summary>
/// Encrypts and opens the pieces of one document: 65,520 bytes of plaintext and a tag each. The key is for one document, written once, so
/// the piece's number is the nonce. Not for use by several threads at once.
/// </summary>
internal sealed class PieceCipher : IDisposable
{
    /// <summary>Plaintext of one piece, in bytes.</summary>
    internal const int PlaintextBytes = DocumentPieces.Bytes - AeadKey.TagBytes;

    /// <summary>The content's length, in front of the content.</summary>
    internal const int LengthBytes = sizeof(long);

    /// <summary>Longest content, in bytes.</summary>
    internal const long ContentBytesMax = (DocumentPieces.CountMax * (long)PlaintextBytes) - LengthBytes;

    private readonly AeadKey _key;
    private readonly byte[] _nonce = new byte[AeadKey.NonceBytes];
    private readonly byte[] _associated = [.. DomainTag.DocumentPiece, .. new byte[8]];

    internal PieceCipher(IHasher hasher, ReadOnlySpan<byte> secret, uint pieces)
    {
        var key = DocumentSecrets.ContentKey(hasher, secret);
        _key = new AeadKey(hasher.Suite, key);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(key);
        BinaryPrimitives.WriteUInt32BigEndian(_associated.AsSpan(DomainTag.Bytes), pieces);
    }

    /// <summary>Pieces of a document with a content of this many bytes.</summary>
    /// <exception cref="ArgumentException">No document is as long.</exception>
    internal static uint PiecesFor(long contentBytes) => contentBytes <= ContentBytesMax
        ? DocumentPieces.RoundUp((uint)((contentBytes + LengthBytes + PlaintextBytes - 1) / PlaintextBytes))
        : throw new ArgumentException(
            $"A document's content has at most {ContentBytesMax} bytes, not {contentBytes}.", nameof(contentBytes));

    public void Dispose() => _key.Dispose();

    internal void Seal(uint number, ReadOnlySpan<byte> plaintext, Span<byte> piece)
    {
        Number(number);
        _key.Seal(_nonce, plaintext, _associated, piece);
    }

    internal bool TryOpen(uint number, ReadOnlySpan<byte> piece, Span<byte> plaintext)
    {
        Number(number);
        return _key.TryOpen(_nonce, piece, _associated, plaintext);
    }

    private void Number(uint number)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_nonce.AsSpan(AeadKey.NonceBytes - 4), number);
        BinaryPrimitives.WriteUInt32BigEndian(_associated.AsSpan(DomainTag.Bytes + 4), number);
    }
}
