using System.Buffers.Binary;
using Ledger.Crypto.Sealing;
using Ledger.Protocol.Mail;

namespace Ledger.Client.Mailbox;

/// <summary>What stands inside a sealed letter: kind (1) ‖ length (4) ‖ content ‖ zeros (docs/spec/mailbox.md).</summary>
public static class LetterContent
{
    /// <summary>Longest content of the largest letter, in bytes.</summary>
    public const int BytesMax = Letters.BytesMax - SealedBox.OverheadBytes - HeaderBytes;

    private const int HeaderBytes = 5;

    /// <summary>The size of letter that a content takes, at least <paramref name="letterBytesMin"/>.</summary>
    /// <exception cref="ArgumentException">
    /// The content is longer than the largest letter takes, or no letter is as large as asked.
    /// </exception>
    public static int SizeFor(int contentBytes, int letterBytesMin)
    {
        foreach (var size in Letters.Sizes)
        {
            if (size >= letterBytesMin && contentBytes <= size - SealedBox.OverheadBytes - HeaderBytes)
            {
                return size;
            }
        }

        throw new ArgumentException(
            $"A letter's content has at most {BytesMax} bytes, not {contentBytes}; larger things are documents.", nameof(contentBytes));
    }

    /// <summary>The padded plaintext of a letter of this size.</summary>
    public static byte[] Pad(LetterKind kind, ReadOnlySpan<byte> content, int letterBytes)
    {
        var padded = new byte[letterBytes - SealedBox.OverheadBytes];
        padded[0] = (byte)kind;
        BinaryPrimitives.WriteInt32BigEndian(padded.AsSpan(1), content.Length);
        content.CopyTo(padded.AsSpan(HeaderBytes));
        return padded;
    }

    /// <summary>Reads a padded plaintext; false for anything that <see cref="Pad"/> does not give.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> padded, out LetterKind kind, out ReadOnlyMemory<byte> content)
    {
        (kind, content) = (default, default);
        var bytes = padded.Span;
        if (bytes.Length < HeaderBytes || bytes[0] > (byte)LetterKind.Letter)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadInt32BigEndian(bytes[1..]);
        if (length < 0 || length > bytes.Length - HeaderBytes || bytes[(HeaderBytes + length)..].ContainsAnyExcept((byte)0))
        {
            return false;
        }

        (kind, content) = ((LetterKind)bytes[0], padded.Slice(HeaderBytes, length));
        return true;
    }
}

/// <summary>What a letter is, inside. The values are part of the format.</summary>
public enum LetterKind : byte
{
    /// <summary>Cover: nothing to read.</summary>
    Decoy = 0,

    /// <summary>A letter with a content.</summary>
    Letter = 1,
}
