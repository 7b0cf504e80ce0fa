using Google.Protobuf;
using Ledger.Cli.Client;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Orders;

/// <summary>What commands on orders read from files.</summary>
internal static class OrderFiles
{
    /// <summary>A message in protobuf's JSON form.</summary>
    internal static T ReadJson<T>(string path)
        where T : IMessage, new() => MessageFile.Read<T>(path);

    internal static void WriteJson(string path, IMessage message) => MessageFile.WriteNew(path, message);

    /// <summary>The digest of a file with the chain's hash.</summary>
    internal static byte[] DigestOf(string path, IHasher hasher)
    {
        using var file = File.Exists(path) ? File.OpenRead(path) : throw CliException.Usage(
            $"There is no file {path}.", $"文件 {path} 不存在。");
        using var hash = hasher.Start();
        var buffer = new byte[81920];
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            hash.Append(buffer.AsSpan(0, read));
        }

        var digest = new byte[Digest.Bytes];
        hash.Finish(digest);
        return digest;
    }

    /// <summary>References of uploaded documents.</summary>
    internal static IReadOnlyList<DocumentReference> References(IEnumerable<string> paths) => [.. paths.Select(ReadReference)];

    /// <summary>Files as the person named them, each read and found to be a reference.</summary>
    internal static Datum Names(IReadOnlyList<string> paths)
    {
        References(paths);
        return Datum.List(paths.Select(path => new Datum.Text(path)));
    }

    private static DocumentReference ReadReference(string path)
    {
        try
        {
            return DocumentReference.Parser.ParseFrom(EncodedFile.ReadAll(path));
        }
        catch (InvalidProtocolBufferException)
        {
            throw CliException.Usage(
                $"{path} is no reference of a document; `ledger document put --reference` writes one.",
                $"{path} 不是文件引用；文件引用由 `ledger document put --reference` 写出。");
        }
    }
}
