using System.CommandLine;
using Google.Protobuf;
using Ledger.Cli.Commands.Certificates;
using Ledger.Cli.Commands.Credentials;
using Ledger.Client;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;
using Ledger.Schema.Credential;
using Ledger.Schema.Membership;

namespace Ledger.Cli.Commands.Subjects;

internal sealed class SubjectExportCommand : CliCommand
{
    private static readonly Argument<string> Uscc = new("USCC") { Description = "统一社会信用代码 of the subject." };

    internal SubjectExportCommand(CliContext context)
        : base(
            "export",
            "All that the chain holds on a subject: certificates, operators, bindings to centres, credentials, and who checked it; of " +
            "one height, proven that none is left out.",
            "ledger subject export 91350100M000100Y43 --json")
    {
        Add(Uscc);
        Does(context, async (invocation, cancellationToken) =>
        {
            var uscc = TypedText.Plain(invocation.Value(Uscc));
            var client = invocation.OpenReader();
            var found = await client.ReadAsync(
                AccountTables.Subjects, AccountTables.Subjects.Key(uscc), cancellationToken: cancellationToken);
            if (found.Record is not { } subject)
            {
                throw CliException.NotFound($"No subject {uscc} is registered.", $"市场主体 {uscc} 尚未登记。");
            }

            var height = found.Height;
            var certificates = await client.CaTrust.CertificatesOfAsync(uscc, cancellationToken);
            var operators = await client.ListAsync(AccountTables.OperatorKey(uscc, []), height, cancellationToken: cancellationToken);
            var records = await client.ListAsync(CredentialTables.RecordPrefix(uscc), height, cancellationToken: cancellationToken);
            var checks = await client.ListAsync(CredentialTables.CheckPrefix(uscc), height, cancellationToken: cancellationToken);
            var document = new Document
            {
                ["height"] = height,
                ["block_time"] = Datum.Time(found.Time),
                ["subject"] = MessageDocuments.Of(subject),
                ["certificates"] = Datum.List(certificates.Certificates.Select(one => CertificateDocuments.Of(one, certificates.Time))),
                ["operators"] = Datum.List(operators.Entries.Select(entry => Of(Operator.Parser, entry))),
                ["local_accounts"] = Datum.List(await BindingsAsync(client, uscc, height, cancellationToken)),
                ["records"] = Datum.List(records.Entries.Select(
                    entry => CredentialListCommand.Of(CredentialRecord.Parser.ParseFrom(entry.Value.Span), found.Time))),
                ["checks"] = Datum.List(checks.Entries.Select(entry => Of(CredentialCheck.Parser, entry))),
            };
            invocation.Report.Show(("subject", "市场主体"), document);
            return ExitCode.Done;
        });
    }

    private static Document Of<T>(MessageParser<T> parser, Ledger.Client.StateEntry entry)
        where T : IMessage<T> => MessageDocuments.Of(parser.ParseFrom(entry.Value.Span));

    // A binding stands under its centre's code: every centre of the consortium is asked, and what is absent is proved so.
    private static async Task<IReadOnlyList<Document>> BindingsAsync(
        LedgerClient client, string uscc, ulong height, CancellationToken cancellationToken)
    {
        var bindings = new List<Document>();
        var members = await client.ListAsync(MembershipTables.Members.Prefix.ToArray(), height, cancellationToken: cancellationToken);
        foreach (var centre in members.Entries.Select(entry => Member.Parser.ParseFrom(entry.Value.Span))
            .Where(member => member.Roles.Contains(Role.TradingCentre)))
        {
            var key = AccountTables.LocalAccounts.Key($"{centre.Uscc}/{uscc}");
            if ((await client.ReadAsync(AccountTables.LocalAccounts, key, height, cancellationToken)).Record is { } bound)
            {
                var binding = MessageDocuments.Of(bound);
                binding["centre_uscc"] = centre.Uscc;
                bindings.Add(binding);
            }
        }

        return bindings;
    }
}
