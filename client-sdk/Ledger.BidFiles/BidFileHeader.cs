using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Ledger.Cms.Encryption;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Crypto.Keys;
using Ledger.Protocol;

namespace Ledger.BidFiles;

/// <summary>
/// A bid file's header: strict, at most <see cref="BytesMax"/> bytes, and without a word on whose it is or what for
/// (docs/spec/bid-file.md).
/// </summary>
public sealed class BidFileHeader
{
    /// <summary>Longest header, in bytes.</summary>
    public const int BytesMax = 4 * 1024;

    /// <summary>Bytes of a file id.</summary>
    public const int FileIdBytes = 16;

    private readonly HeaderFields _fields;

    private BidFileHeader(HeaderFields fields, ReadOnlyMemory<byte> encoded)
    {
        _fields = fields;
        Encoded = encoded;
    }

    /// <summary>The header as it stands in the file.</summary>
    public ReadOnlyMemory<byte> Encoded { get; }

    /// <summary>16 random bytes.</summary>
    public ReadOnlyMemory<byte> FileId => _fields.FileId;

    /// <summary>Plaintext bytes of every segment but the last.</summary>
    public int SegmentBytes => _fields.SegmentBytes;

    /// <summary>Plaintext bytes in all.</summary>
    public long PlaintextBytes => _fields.PlaintextBytes;

    /// <summary>The wrapped file keys.</summary>
    public IReadOnlyList<BidFileSlot> Slots => _fields.Slots;

    /// <summary>Segments; one, empty, for an empty file.</summary>
    public long Segments => Math.Max(1, (PlaintextBytes + SegmentBytes - 1) / SegmentBytes);

    /// <summary>Length of the whole bid file.</summary>
    public long FileBytes => Encoded.Length + PlaintextBytes + (Segments * SegmentCipher.OverheadBytes);

    /// <summary>
    /// Reads the header at the beginning of <paramref name="file"/>, which may be longer; false with the reason for anything else.
    /// </summary>
    public static bool TryRead(ReadOnlyMemory<byte> file, [NotNullWhen(true)] out BidFileHeader? header, out BidFileError error)
    {
        error = HeaderFormat.Read(file.Span, out var fields, out var length);
        header = error == BidFileError.None ? new BidFileHeader(fields!, file[..length].ToArray()) : null;
        return header is not null;
    }

    /// <summary>Reads the header of a file on disk.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static bool TryReadFile(string path, [NotNullWhen(true)] out BidFileHeader? header, out BidFileError error)
    {
        using var file = File.OpenRead(path);
        var start = new byte[(int)Math.Min(BytesMax, file.Length)];
        file.ReadExactly(start);
        return TryRead(start, out header, out error);
    }

    /// <summary>The file key, opened with an encryption key; null where it is for none of the slots.</summary>
    /// <exception cref="ArgumentException">The key is no SM2 key.</exception>
    public BidFileKey? TryUnwrap(KeyPair encryptionKey)
    {
        ArgumentNullException.ThrowIfNull(encryptionKey);
        foreach (var slot in Slots)
        {
            if (Sm2Encryption.TryDecrypt(encryptionKey, slot.Wrapped, Sm2CiphertextForm.Asn1) is not { } key)
            {
                continue;
            }

            try
            {
                if (key.Length == BidFileKey.Bytes)
                {
                    return new BidFileKey(key);
                }
            }
            finally
            {
                CryptographicOperations.ZeroMemory(key);
            }
        }

        return null;
    }

    /// <summary>
    /// Whether the file was made for this section by this bidder, and the key is its own: none of it can be told without the key.
    /// </summary>
    public BidFileError Check(BidFileKey key, BidFileLabel label)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(label);
        if (!label.IsValid)
        {
            return BidFileError.BadLabel;
        }

        if (!Matches(key, HeaderFormat.KeyField, string.Empty, _fields.KeyCheck))
        {
            return BidFileError.WrongKey;
        }

        if (!Matches(key, HeaderFormat.SectionField, label.SectionCode, _fields.SectionCheck))
        {
            return BidFileError.OtherSection;
        }

        return Matches(key, HeaderFormat.BidderField, label.BidderUscc, _fields.BidderCheck) ? BidFileError.None : BidFileError.OtherBidder;
    }

    internal static BidFileHeader Create(
        BidFileKey key, BidFileLabel label, long plaintextBytes, int segmentBytes, IReadOnlyList<BidFileSlot> slots)
    {
        var fileId = RandomNumberGenerator.GetBytes(FileIdBytes);
        var fields = new HeaderFields
        {
            SegmentBytes = segmentBytes,
            PlaintextBytes = plaintextBytes,
            FileId = fileId,
            KeyCheck = key.CheckOf(HeaderFormat.KeyField, fileId, string.Empty),
            SectionCheck = key.CheckOf(HeaderFormat.SectionField, fileId, label.SectionCode),
            BidderCheck = key.CheckOf(HeaderFormat.BidderField, fileId, label.BidderUscc),
            Slots = slots,
        };
        return new BidFileHeader(fields, HeaderFormat.Write(fields));
    }

    /// <summary>What every segment is bound to: H(tag ‖ header ‖ section ‖ bidder), the texts with their lengths in front.</summary>
    internal byte[] ContextFor(BidFileLabel label) => TaggedHash.Compute(
        Hashers.For(CryptoSuite.Guomi),
        DomainTag.BidFile,
        [
            .. Encoded.Span,
            (byte)label.SectionCode.Length, .. Encoding.ASCII.GetBytes(label.SectionCode),
            (byte)label.BidderUscc.Length, .. Encoding.ASCII.GetBytes(label.BidderUscc),
        ]).ToArray();

    /// <summary>Plaintext bytes of a segment.</summary>
    internal int PlaintextOf(long segment) => (int)Math.Min(SegmentBytes, PlaintextBytes - (segment * SegmentBytes));

    /// <summary>Where a segment begins in the bid file.</summary>
    internal long OffsetOf(long segment) => Encoded.Length + (segment * (SegmentBytes + (long)SegmentCipher.OverheadBytes));

    private bool Matches(BidFileKey key, string field, string text, byte[] check) =>
        CryptographicOperations.FixedTimeEquals(key.CheckOf(field, FileId.Span, text), check);
}
