using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Cli.Previews;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Credentials;

internal sealed class CredentialRecordCommand : CliCommand
{
    private static readonly Argument<string> File = new("FILE")
    {
        Description = "JSON of ledger.v1.RecordCredential, or an array of 256 at most: all are recorded or none is.",
    };

    internal CredentialRecordCommand(CliContext context)
        : base(
            "record",
            "Put facts about subjects on the chain, as the authority that they name as their issuer. The same record again changes " +
            "nothing.",
            "ledger credential record records.json --key authority.key")
    {
        Add(File);
        DoesForGood(context, async (invocation, cancellationToken) =>
        {
            var records = MessageFile.ReadAll<RecordCredential>(invocation.Value(File), invocation.Context);
            var calls = records.Select(record => new Call { Credential = new CredentialCall { RecordCredential = record } }).ToList();
            return await FinalAct.SendAsync(
                invocation, await invocation.OpenSignerAsync(cancellationToken), calls, cancellationToken) is { } result
                ? Outcome.Show(invocation, ("records", "记录"), result)
                : Confirmation.CodeOfUndone(invocation);
        });
    }
}
