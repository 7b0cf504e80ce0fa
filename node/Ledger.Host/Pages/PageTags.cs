using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Ledger.Host.Pages;

/// <summary>
/// Entity tags by content. Time and length, which servers commonly make them of, are alike in two builds that are reproducible: a page
/// names its files by hashes of one length, and a browser would keep the old one for ever.
/// </summary>
internal sealed class PageTags
{
    private const int TagBytes = 16;
    private const int KeptMax = 1_024;
    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);

    /// <exception cref="IOException">The file cannot be read, or is gone.</exception>
    internal async Task<EntityTagHeaderValue> OfAsync(FileInfo file, CancellationToken cancellationToken)
    {
        var (length, writtenAt) = (file.Length, file.LastWriteTimeUtc);
        if (_kept.TryGetValue(file.FullName, out var kept) && kept.Length == length && kept.WrittenAt == writtenAt)
        {
            return kept.Tag;
        }

        var content = File.OpenRead(file.FullName);
        await using (content.ConfigureAwait(false))
        {
            var digest = await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false);
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(digest.AsSpan(0, TagBytes))}\"");
            if (_kept.Count >= KeptMax)
            {
                _kept.Clear(); // a folder that is built anew again and again leaves the names of its former files
            }

            _kept[file.FullName] = new Kept(length, writtenAt, tag);
            return tag;
        }
    }

    private sealed record Kept(long Length, DateTime WrittenAt, EntityTagHeaderValue Tag);
}
