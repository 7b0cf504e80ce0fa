using System.IO.Compression;
using Ledger.Crypto;
using Ledger.Protocol;

namespace Ledger.Cli.Commands.Web;

/// <summary>A folder of built pages, read whole: what of it a node serves, and its digest.</summary>
internal sealed class BuiltPages
{
    private readonly string _root;
    private readonly IHasher _hasher;
    private readonly List<PageFile> _files = [];
    private readonly List<string> _packed = [];

    private BuiltPages(string root, IHasher hasher) => (_root, _hasher) = (root, hasher);

    /// <summary>The files, packed forms left out.</summary>
    internal IReadOnlyList<PageFile> Files => _files;

    /// <summary>Bytes of all files.</summary>
    internal long Bytes { get; private set; }

    /// <summary>The build's digest.</summary>
    internal Digest Digest { get; private set; }

    /// <exception cref="CliException">The folder is no build; the message names the file and what is wrong with it.</exception>
    internal static BuiltPages Read(string root, IHasher hasher)
    {
        if (!Directory.Exists(root))
        {
            throw CliException.Usage($"There is no folder {root}: build the pages first.", $"没有文件夹 {root}：请先构建页面。");
        }

        var build = new BuiltPages(root, hasher);
        build.ReadFolder("");
        build.CheckPacked();
        if (build._files.TrueForAll(file => file.Path != PageBuild.Index))
        {
            throw Fault(PageBuild.Index, "is not there, and every page begins with it", "不存在，而每个页面都由它开始");
        }

        build.Digest = PageBuild.DigestOf(hasher, build._files);
        return build;
    }

    private void ReadFolder(string folder)
    {
        foreach (var entry in new DirectoryInfo(Path.Combine(_root, folder)).EnumerateFileSystemInfos())
        {
            var path = folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}";
            if (entry.Name.StartsWith('.'))
            {
                continue; // hidden, and never served
            }

            if (entry.LinkTarget is not null || !PageBuild.IsName(entry.Name) || path.Length > PageBuild.PathCharsMax)
            {
                throw Fault(path, "is a link, or has a name that no node serves", "是链接，或其名称节点不予提供");
            }

            if (entry is DirectoryInfo)
            {
                ReadFolder(path);
            }
            else if (path.EndsWith(PageBuild.Packed, StringComparison.Ordinal))
            {
                _packed.Add(path);
            }
            else
            {
                AddFile(path);
            }
        }
    }

    private void AddFile(string path)
    {
        if (path == PageBuild.Genesis || _files.Count == PageBuild.FilesMax)
        {
            throw Fault(
                path,
                $"has the name of the chain's genesis file, or is more than the {PageBuild.FilesMax} files of a build",
                $"与链的创世文件同名，或超出一次构建最多的 {PageBuild.FilesMax} 个文件");
        }

        var content = ReadFile(path);
        Bytes += content.Length;
        _files.Add(new PageFile(path, PageBuild.ContentOf(_hasher, content)));
    }

    // What a browser gets is the packed form: it has to be the file's, and nobody else looks.
    private void CheckPacked()
    {
        var contents = _files.ToDictionary(file => file.Path, file => file.Content, StringComparer.Ordinal);
        foreach (var path in _packed)
        {
            if (!contents.TryGetValue(path[..^PageBuild.Packed.Length], out var content) || Unpacked(ReadFile(path)) != content)
            {
                throw Fault(path, "is no packed form of the file beside it", "不是旁边那个文件的压缩形式");
            }
        }
    }

    private Digest? Unpacked(byte[] packed)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
            return BoundedRead.All(gzip) is { } content ? PageBuild.ContentOf(_hasher, content) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private byte[] ReadFile(string path)
    {
        using var file = File.OpenRead(Path.Combine(_root, path));
        return BoundedRead.All(file) ??
            throw Fault(path, $"has more than {PageBuild.FileBytesMax} bytes", $"超过 {PageBuild.FileBytesMax} 字节");
    }

    private static CliException Fault(string path, string what, string chinese) => CliException.Usage(
        $"This folder is no build of pages: {path} {what}. What to do: build the pages anew into an empty folder.",
        $"该文件夹不是页面构建结果：{path} {chinese}。请重新构建到空文件夹中。");
}
