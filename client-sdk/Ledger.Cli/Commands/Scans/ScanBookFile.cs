using Google.Protobuf;
using Ledger.Cli.Client;
using Ledger.Crypto;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Scans;

/// <summary>Books of sessions and openings, from files.</summary>
internal static class ScanBookFile
{
    internal static SessionBook Read(string path)
    {
        var book = Parse(SessionBook.Parser, path, "book of sessions", "会话簿");
        return SessionBooks.Check(book) is { IsRefused: true } refused
            ? throw CliException.Usage($"{path}: {refused.Detail}", $"{path} 不可用：{refused.Detail}")
            : book;
    }

    /// <summary>The session that an opening opens.</summary>
    internal static FinishedSession ReadOpening(string path, IHasher hasher)
    {
        var opening = Parse(SessionOpening.Parser, path, "session's opening", "会话开示文件");
        return SessionRecords.Check(opening) is { IsRefused: true } refused
            ? throw CliException.Usage($"{path}: {refused.Detail}", $"{path} 不可用：{refused.Detail}")
            : SessionRecords.Of(hasher, opening);
    }

    private static T Parse<T>(MessageParser<T> parser, string path, string what, string chinese)
        where T : IMessage<T>
    {
        try
        {
            return parser.ParseFrom(EncodedFile.ReadAll(path));
        }
        catch (InvalidProtocolBufferException)
        {
            throw CliException.Usage($"{path} is no {what}.", $"{path} 不是{chinese}。");
        }
    }
}
