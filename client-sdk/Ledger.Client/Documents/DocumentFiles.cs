using System.Buffers.Binary;
using System.Security.Cryptography;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.Mail;

namespace Ledger.Client.Documents;

/// <summary>Content into a file of encrypted pieces and back, piece by piece: memory does not grow with the document.</summary>
internal static class DocumentFiles
{
    /// <summary>Encrypts a content of known length; gives the document's address.</summary>
    /// <exception cref="EndOfStreamException">The content is shorter than it said.</exception>
    internal static async Task<Digest> EncryptAsync(
        IHasher hasher, ReadOnlyMemory<byte> secret, Stream content, long contentBytes, uint pieces, string path,
        CancellationToken cancellationToken)
    {
        using var cipher = new PieceCipher(hasher, secret.Span, pieces);
        using var hash = DocumentSecrets.StartAddress(hasher);
        var plaintext = new byte[PieceCipher.PlaintextBytes];
        var piece = new byte[DocumentPieces.Bytes];
        var file = SecretFile.Create(path);
        await using var closing = file.ConfigureAwait(false);
        var left = contentBytes;
        for (var number = 0U; number < pieces; number++)
        {
            Array.Clear(plaintext);
            var start = number == 0 ? PieceCipher.LengthBytes : 0;
            if (number == 0)
            {
                BinaryPrimitives.WriteInt64BigEndian(plaintext, contentBytes);
            }

            var count = (int)Math.Min(left, PieceCipher.PlaintextBytes - start);
            await content.ReadExactlyAsync(plaintext.AsMemory(start, count), cancellationToken).ConfigureAwait(false);
            left -= count;
            cipher.Seal(number, plaintext, piece);
            hash.Append(piece);
            await file.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
        }

        file.Flush(flushToDisk: true);
        CryptographicOperations.ZeroMemory(plaintext);
        return Finish(hash);
    }

    /// <summary>The address of the pieces in a file.</summary>
    internal static async Task<Digest> AddressOfAsync(IHasher hasher, string path, CancellationToken cancellationToken)
    {
        using var hash = DocumentSecrets.StartAddress(hasher);
        await foreach (var piece in ReadAsync(path, 0, cancellationToken).ConfigureAwait(false))
        {
            hash.Append(piece.Span);
        }

        return Finish(hash);
    }

    /// <summary>
    /// Decrypts pieces into a new file; false where a piece, the length or the padding is not what <see cref="EncryptAsync"/> writes.
    /// </summary>
    internal static async Task<bool> TryDecryptAsync(
        IHasher hasher, ReadOnlyMemory<byte> secret, uint pieces, string path, string targetPath, CancellationToken cancellationToken)
    {
        using var cipher = new PieceCipher(hasher, secret.Span, pieces);
        var plaintext = new byte[PieceCipher.PlaintextBytes];
        var target = SecretFile.Create(targetPath);
        await using var closing = target.ConfigureAwait(false);
        var (number, left) = (0U, 0L);
        await foreach (var piece in ReadAsync(path, 0, cancellationToken).ConfigureAwait(false))
        {
            if (number == pieces || !cipher.TryOpen(number, piece.Span, plaintext))
            {
                return false;
            }

            var start = number == 0 ? PieceCipher.LengthBytes : 0;
            left = number == 0 ? BinaryPrimitives.ReadInt64BigEndian(plaintext) : left;
            if (left < 0 || (number == 0 && (left > PieceCipher.ContentBytesMax || PieceCipher.PiecesFor(left) != pieces)))
            {
                return false;
            }

            var count = (int)Math.Min(left, PieceCipher.PlaintextBytes - start);
            if (plaintext.AsSpan(start + count).ContainsAnyExcept((byte)0))
            {
                return false;
            }

            await target.WriteAsync(plaintext.AsMemory(start, count), cancellationToken).ConfigureAwait(false);
            left -= count;
            number++;
        }

        target.Flush(flushToDisk: true);
        CryptographicOperations.ZeroMemory(plaintext);
        return number == pieces && left == 0;
    }

    /// <summary>
    /// The pieces in a file from one on. Each is good until the next is asked for, and longer where it is kept: they are separate arrays.
    /// </summary>
    internal static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        string path, uint from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var file = File.OpenRead(path);
        await using var closing = file.ConfigureAwait(false);
        file.Position = from * (long)DocumentPieces.Bytes;
        while (file.Position < file.Length)
        {
            var piece = new byte[DocumentPieces.Bytes];
            await file.ReadExactlyAsync(piece, cancellationToken).ConfigureAwait(false);
            yield return piece;
        }
    }

    private static Digest Finish(IIncrementalHash hash)
    {
        Span<byte> digest = stackalloc byte[Digest.Bytes];
        hash.Finish(digest);
        return new Digest(digest);
    }
}
