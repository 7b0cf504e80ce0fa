using Ledger.Audit.Sql;
using Ledger.Client;
using Ledger.Contracts;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Audits.Sql;

/// <summary>An archive's database in the words of <c>--json</c>.</summary>
internal sealed class ArchiveWords : IArchiveWords
{
    public string KeyOf(byte[] key) => StateKeys.Show(key);

    public string? RecordOf(byte[] key, byte[] record) => RecordReader.TryRead(key, record) is { } document
        ? JsonView.WriteLine(document)
        : null;

    public (string Name, string Body) CallOf(Call call)
    {
        // A call is its contract, in which its method is, in which the content is.
        var contract = MessageDocuments.Of(call).FirstOrDefault().Value as Document;
        var method = contract?.FirstOrDefault().Value as Document;
        return (ContractDispatcher.NameOf(call) ?? "?", JsonView.WriteLine(method ?? []));
    }
}
