using System.Buffers.Binary;
using System.Text;
using Ledger.Crypto;

namespace Ledger.Protocol;

/// <summary>
/// A build of the pages as one digest: the same wherever it was built from the same sources, and whatever serves it
/// (docs/spec/web-build.md).
/// </summary>
public static class PageBuild
{
    /// <summary>The page that a browser begins with.</summary>
    public const string Index = "index.html";

    /// <summary>Where a node serves the chain's genesis file; no build has a file of that name.</summary>
    public const string Genesis = "genesis.json";

    /// <summary>The ending of a file's packed form, which lies beside it and is no file of the build.</summary>
    public const string Packed = ".gz";

    /// <summary>The longest path, in characters.</summary>
    public const int PathCharsMax = 256;

    /// <summary>The largest file, in bytes.</summary>
    public const int FileBytesMax = 16 * 1024 * 1024;

    /// <summary>The most files of a build.</summary>
    public const int FilesMax = 4_096;

    /// <summary>
    /// Whether a path's part names a file or folder of a build: letters, digits, <c>.</c>, <c>-</c> and <c>_</c>, of ASCII. A leading dot
    /// is hidden, or the way up; every other character has a meaning to some file system or address.
    /// </summary>
    public static bool IsName(string part) =>
        part is { Length: > 0 } && part[0] != '.' && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <summary>H(content) of a file: without a tag, so that any tool shows it.</summary>
    public static Digest ContentOf(IHasher hasher, ReadOnlySpan<byte> content)
    {
        ArgumentNullException.ThrowIfNull(hasher);
        Span<byte> digest = stackalloc byte[Digest.Bytes];
        hasher.Hash(content, digest);
        return new Digest(digest);
    }

    /// <summary>The digest of a build.</summary>
    /// <param name="hasher">The hash of the chain whose pages they are.</param>
    /// <param name="files">Its files, in any order.</param>
    /// <exception cref="ArgumentException">A path is none, or stands twice.</exception>
    public static Digest DigestOf(IHasher hasher, IEnumerable<PageFile> files)
    {
        ArgumentNullException.ThrowIfNull(hasher);
        var sorted = files.OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        using var hash = hasher.Start();
        hash.Append(DomainTag.Pages);
        Span<byte> length = stackalloc byte[2];
        var before = "";
        foreach (var (path, content) in sorted)
        {
            if (path.Length > PathCharsMax || !path.Split('/').All(IsName) || path == before)
            {
                throw new ArgumentException($"'{path}' is no path of a build, or stands in it twice.", nameof(files));
            }

            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)path.Length);
            hash.Append(length);
            hash.Append(Encoding.ASCII.GetBytes(path));
            hash.Append(content.ToArray());
            before = path;
        }

        Span<byte> digest = stackalloc byte[Digest.Bytes];
        hash.Finish(digest);
        return new Digest(digest);
    }
}

/// <summary>A file of a build.</summary>
/// <param name="Path">Its path in the build's folder, <c>assets/index-1a2b.js</c>.</param>
/// <param name="Content">H(content) (<see cref="PageBuild.ContentOf"/>).</param>
public readonly record struct PageFile(string Path, Digest Content);
