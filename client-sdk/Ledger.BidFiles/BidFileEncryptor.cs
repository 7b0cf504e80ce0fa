using System.Security.Cryptography;
using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Cms.Encryption;
using Ledger.Crypto;
using Microsoft.Win32.SafeHandles;

namespace Ledger.BidFiles;

/// <summary>
/// Encrypts a file into a bid file. A run that was killed goes on from the last segment that was written whole and is still the source's;
/// the part and its journal stand beside the target until it is complete.
/// </summary>
public sealed class BidFileEncryptor(BidFileOptions options)
{
    /// <summary>
    /// Encrypts <paramref name="sourcePath"/> into a new file at <paramref name="targetPath"/>, which appears when it is complete.
    /// </summary>
    /// <param name="sourcePath">The bid; it must not change meanwhile.</param>
    /// <param name="targetPath">The bid file.</param>
    /// <param name="label">Section and bidder.</param>
    /// <param name="recipients">The bidder's encryption certificate, then backups: 1 to 8.</param>
    /// <param name="progress">Told after every few segments.</param>
    /// <param name="cancellationToken">Ends the run; the next one goes on.</param>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public BidFileError Encrypt(
        string sourcePath, string targetPath, BidFileLabel label, IReadOnlyList<Certificate> recipients,
        IProgress<BidFileProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(recipients);
        if (Check(targetPath, label, recipients) is var refused && refused != BidFileError.None)
        {
            return refused;
        }

        using var source = File.OpenHandle(sourcePath, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.SequentialScan);
        var journal = new EncryptionJournal(targetPath);
        var (header, key) = journal.TryResume(label, RandomAccess.GetLength(source), recipients)
            ?? Begin(journal, label, RandomAccess.GetLength(source), recipients);
        using (key)
        {
            var error = Run(header, key, label, source, journal.PartPath, progress, cancellationToken);
            if (error == BidFileError.None)
            {
                journal.Complete();
            }

            return error;
        }
    }

    private static BidFileError Check(string targetPath, BidFileLabel label, IReadOnlyList<Certificate> recipients)
    {
        if (!label.IsValid)
        {
            return BidFileError.BadLabel;
        }

        if (recipients.Count is 0 or > 8 || recipients.Any(recipient => !MayEncrypt(recipient)))
        {
            return BidFileError.NotAnEncryptionCertificate;
        }

        return File.Exists(targetPath) ? BidFileError.TargetExists : BidFileError.None;
    }

    // Dual certificates: what is encrypted to a signing key would be opened by one (GM/T 0015; CRYPTO §3).
    private static bool MayEncrypt(Certificate certificate) =>
        certificate.Key.LedgerKey is { Algorithm: SignatureAlgorithm.Sm2Sm3 }
        && ((certificate.KeyUsage ?? KeyUsages.None) & (KeyUsages.KeyEncipherment | KeyUsages.DataEncipherment)) != 0
        && ((certificate.KeyUsage ?? KeyUsages.None) & KeyUsages.Signing) == 0;

    private (BidFileHeader Header, BidFileKey Key) Begin(
        EncryptionJournal journal, BidFileLabel label, long plaintextBytes, IReadOnlyList<Certificate> recipients)
    {
        Span<byte> secret = stackalloc byte[BidFileKey.Bytes];
        RandomNumberGenerator.Fill(secret);
        var key = new BidFileKey(secret);
        CryptographicOperations.ZeroMemory(secret);
        var slots = recipients.Select((recipient, i) => new BidFileSlot(
            i == 0 ? BidFileSlotKind.Bidder : BidFileSlotKind.Backup,
            Sm2Encryption.Encrypt(recipient.PublicKey, key.Secret, Sm2CiphertextForm.Asn1))).ToList();
        var header = BidFileHeader.Create(key, label, plaintextBytes, options.SegmentBytes, slots);
        journal.Begin(header, key, recipients);
        return (header, key);
    }

    private BidFileError Run(
        BidFileHeader header, BidFileKey key, BidFileLabel label, SafeFileHandle source, string partPath,
        IProgress<BidFileProgress>? progress, CancellationToken cancellationToken)
    {
        using var target = File.OpenHandle(partPath, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        using var lanes = new SegmentLanes(header, key, label, options);
        var next = 0L;
        while (next < header.Segments &&
            RandomAccess.GetLength(target) >= header.OffsetOf(next) + header.PlaintextOf(next) + SegmentCipher.OverheadBytes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var error = lanes.Compare(next, source, target);
            if (error == BidFileError.SourceChanged)
            {
                return error;
            }

            if (error != BidFileError.None)
            {
                break; // not written whole: from here on anew
            }

            progress?.Report(new BidFileProgress(Math.Min(++next * header.SegmentBytes, header.PlaintextBytes), header.PlaintextBytes));
        }

        RandomAccess.SetLength(target, header.OffsetOf(next));
        while (next < header.Segments)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = (int)Math.Min(lanes.Count, header.Segments - next);
            lanes.Seal(next, count, source, target);
            next += count;
            progress?.Report(new BidFileProgress(Math.Min(next * header.SegmentBytes, header.PlaintextBytes), header.PlaintextBytes));
        }

        RandomAccess.FlushToDisk(target);
        return BidFileError.None;
    }
}
