using System.Security.Cryptography;
using Ledger.Certificates;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Protocol;

namespace Ledger.BidFiles;

/// <summary>
/// What a killed encryption leaves behind: the part, and a journal of recipients ‖ file key ‖ header that its owner alone may read. The key
/// is no better hidden in it than the bid beside it is; it goes when the bid file is complete.
/// </summary>
internal sealed class EncryptionJournal(string targetPath)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string _journalPath = targetPath + ".journal";

    internal string PartPath { get; } = targetPath + ".part";

    /// <summary>
    /// The header and key of a run for the same label, length and recipients; null where there is none that can be gone on with.
    /// </summary>
    internal (BidFileHeader Header, BidFileKey Key)? TryResume(
        BidFileLabel label, long plaintextBytes, IReadOnlyList<Certificate> recipients)
    {
        if (!File.Exists(PartPath) || !File.Exists(_journalPath))
        {
            return null;
        }

        var journal = File.ReadAllBytes(_journalPath);
        try
        {
            const int headerAt = Digest.Bytes + BidFileKey.Bytes;
            if (journal.Length <= headerAt
                || !journal.AsSpan(0, Digest.Bytes).SequenceEqual(DigestOf(recipients))
                || !BidFileHeader.TryRead(journal.AsMemory(headerAt), out var header, out _)
                || header.PlaintextBytes != plaintextBytes
                || !StartsWith(header))
            {
                return null;
            }

            var key = new BidFileKey(journal.AsSpan(Digest.Bytes, BidFileKey.Bytes));
            if (header.Check(key, label) == BidFileError.None)
            {
                return (header, key);
            }

            key.Dispose();
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(journal);
        }
    }

    /// <summary>Begins anew: the journal first, so that a part without one is never gone on with.</summary>
    internal void Begin(BidFileHeader header, BidFileKey key, IReadOnlyList<Certificate> recipients)
    {
        File.Delete(PartPath);
        File.Delete(_journalPath);
        byte[] journal = [.. DigestOf(recipients), .. key.Secret, .. header.Encoded.Span];
        WriteNew(_journalPath, journal);
        CryptographicOperations.ZeroMemory(journal);
        WriteNew(PartPath, header.Encoded.Span);
    }

    /// <summary>The part becomes the bid file.</summary>
    internal void Complete()
    {
        File.Move(PartPath, targetPath, overwrite: false);
        File.Delete(_journalPath);
    }

    private bool StartsWith(BidFileHeader header)
    {
        using var part = File.OpenRead(PartPath);
        var start = new byte[(int)Math.Min(header.Encoded.Length, part.Length)];
        part.ReadExactly(start);
        return header.Encoded.Span.SequenceEqual(start);
    }

    private static byte[] DigestOf(IReadOnlyList<Certificate> recipients)
    {
        var digest = new byte[Digest.Bytes];
        Hashers.For(CryptoSuite.Guomi)
            .Hash(recipients.SelectMany(recipient => recipient.ComputeId(Hashers.For(CryptoSuite.Guomi))).ToArray(), digest);
        return digest;
    }

    private static void WriteNew(string path, ReadOnlySpan<byte> bytes)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var file = new FileStream(path, options);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }
}
