using System.IO.Compression;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;

namespace Ledger.Seals;

/// <summary>
/// The ZIP archive of an OFD document, unpacked with limits on what really comes out: sizes in the archive's directory are the sender's
/// claims. Two entries of one name, however it is written, are refused, for programs differ in which they take.
/// </summary>
internal sealed class OfdArchive : IDisposable
{
    private const int BeginBytes = 64 * 1024;
    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    private long _bytesLeft = SealLimits.ArchiveBytesMax;

    private OfdArchive(ZipArchive zip) => _zip = zip;

    /// <summary>The files by name, without a leading slash.</summary>
    internal IEnumerable<string> Names => _entries.Keys;

    public void Dispose() => _zip.Dispose();

    internal bool Contains(string name) => _entries.ContainsKey(name);

    internal static OfdArchive? TryOpen(Stream stream, out SealError error)
    {
        OfdArchive? archive = null;
        try
        {
            archive = new OfdArchive(new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true));
            error = archive.Index();
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or IOException or NotSupportedException)
        {
            error = SealError.Archive;
        }

        if (error == SealError.None)
        {
            return archive;
        }

        archive?.Dispose();
        return null;
    }

    /// <summary>What keeps a stream from being an archive, in words; null where its beginning does not show it.</summary>
    internal static string? WhyNot(Stream stream)
    {
        var begin = new byte[(int)Math.Min(BeginBytes, stream.Length)];
        stream.Position = 0;
        stream.ReadExactly(begin);
        var at = begin.AsSpan().IndexOf("PK\u0003\u0004"u8);
        return at > 0
            ? $"{at} bytes of some vendor stand before the archive, which begins at byte {at}: take them off with tail -c +{at + 1}"
            : null;
    }

    /// <summary>The whole of a short file; null, with the reason, where it is absent or too long.</summary>
    internal byte[]? TryRead(string name, int bytesMax, out SealError error)
    {
        var content = new MemoryStream();
        error = Unpack(name, bytesMax, piece => content.Write(piece));
        return error == SealError.None ? content.ToArray() : null;
    }

    /// <summary>SM3 of a file of any length; null, with the reason, where it is absent or too long.</summary>
    internal byte[]? TryHash(string name, out SealError error)
    {
        using var hash = Hashers.For(CryptoSuite.Guomi).Start();
        error = Unpack(name, SealLimits.ArchiveEntryBytesMax, hash.Append);
        if (error != SealError.None)
        {
            return null;
        }

        var digest = new byte[IHasher.DigestBytes];
        hash.Finish(digest);
        return digest;
    }

    private SealError Index()
    {
        if (_zip.Entries.Count > SealLimits.ArchiveEntriesMax)
        {
            return SealError.ArchiveTooLarge;
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in _zip.Entries)
        {
            var name = entry.FullName.Replace('\\', '/').TrimStart('/');
            if (name.EndsWith('/'))
            {
                continue;
            }

            if (!names.Add(name) || name.Split('/').Any(part => part is "" or "." or ".."))
            {
                return SealError.Archive;
            }

            _entries.Add(name, entry);
        }

        return SealError.None;
    }

    private SealError Unpack(string name, long bytesMax, PieceTaker take)
    {
        if (!_entries.TryGetValue(name, out var entry))
        {
            return SealError.FileMissing;
        }

        try
        {
            using var stream = entry.Open();
            var buffer = new byte[64 * 1024];
            var left = Math.Min(bytesMax, _bytesLeft);
            for (int read; (read = stream.Read(buffer)) > 0; left -= read)
            {
                if (read > left)
                {
                    return SealError.ArchiveTooLarge;
                }

                _bytesLeft -= read;
                take(buffer.AsSpan(0, read));
            }

            return SealError.None;
        }
        catch (InvalidDataException)
        {
            return SealError.Archive;
        }
    }

    private delegate void PieceTaker(ReadOnlySpan<byte> piece);
}
