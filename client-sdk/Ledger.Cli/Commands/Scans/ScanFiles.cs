using Ledger.Cli.Client;
using Ledger.Client.Sessions;
using Ledger.Crypto;
using Ledger.Protocol;

namespace Ledger.Cli.Commands.Scans;

/// <summary>Files as a session's documents.</summary>
internal static class ScanFiles
{
    private const int PieceBytes = 1024 * 1024;

    internal static async Task<IReadOnlyList<ScanDocument>> ReadAsync(
        IReadOnlyList<string> paths, IHasher hasher, CancellationToken cancellationToken)
    {
        var documents = new List<ScanDocument>(paths.Count);
        foreach (var path in paths)
        {
            documents.Add(await ReadAsync(path, hasher, cancellationToken));
        }

        return documents;
    }

    // Large files stay here and are hashed piece by piece; their digest alone goes to the phone.
    private static async Task<ScanDocument> ReadAsync(string path, IHasher hasher, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(path);
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw CliException.Usage(
                $"There is no file {path}.",
                $"文件 {path} 不存在。");
        }

        if (file.Length <= ScanDocument.ContentBytesMax)
        {
            return ScanDocument.FromContent(name, EncodedFile.ReadAll(path), hasher);
        }

        using var hash = hasher.Start();
        await using var stream = file.OpenRead();
        var piece = new byte[PieceBytes];
        for (int read; (read = await stream.ReadAsync(piece, cancellationToken)) > 0;)
        {
            hash.Append(piece.AsSpan(0, read));
        }

        var digest = new byte[Digest.Bytes];
        hash.Finish(digest);
        return new ScanDocument(name, new Digest(digest), (ulong)file.Length, Content: null);
    }
}
