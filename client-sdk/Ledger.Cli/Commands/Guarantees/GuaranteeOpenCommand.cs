using System.CommandLine;
using Ledger.Client;
using Ledger.Client.Guarantees;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Sealing;

namespace Ledger.Cli.Commands.Guarantees;

internal sealed class GuaranteeOpenCommand : CliCommand
{
    private static readonly Argument<string> SectionCode = new("SECTION")
    {
        Description = "标段(包)编号: the section, which must have been opened.",
    };

    internal GuaranteeOpenCommand(CliContext context)
        : base(
            "open",
            "Find the section's sealed guarantees with the key that its opening released, and reveal them.",
            "ledger guarantee open E3500000001001043001001 --key centre.key")
    {
        Add(SectionCode);
        Does(context, OpenAsync);
    }

    private static async Task<int> OpenAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var code = invocation.Value(SectionCode);
        var client = await invocation.OpenSignerAsync(cancellationToken);
        using var key = await ReleasedKeyAsync(client, code, cancellationToken);
        var opening = await new GuaranteeOpener(invocation.Genesis, code, key).OpenAsync(client, cancellationToken: cancellationToken);
        var refused = await new GuaranteeRevealer(client).RevealAsync(code, opening.Opened, cancellationToken);
        var refusedIds = refused.Select(one => one.GuaranteeId).ToHashSet();
        invocation.Report.Show(($"section {code}", $"标段 {code}"), new Document
        {
            ["section_code"] = code,
            ["opened"] = Datum.List(
                opening.Opened.Where(one => !refusedIds.Contains(one.GuaranteeId)).Select(one => Datum.Id(one.GuaranteeId))),
            ["rejected"] = Documents.Of(opening.Rejected.Concat(refused)),
        });
        return refused.Count == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    private static async Task<OpeningKey> ReleasedKeyAsync(LedgerClient client, string code, CancellationToken cancellationToken)
    {
        var section = await GuaranteeReading.SectionAsync(client, code, cancellationToken);
        if (section.OpeningPrivateKey.IsEmpty)
        {
            throw CliException.Usage($"Section {code} has not released its opening key. Wait for the opening.");
        }

        using var pair = KeyPair.FromPrivateKey(OpeningKeys.AlgorithmOf(client.Genesis.Suite), section.OpeningPrivateKey.Span);
        return new OpeningKey(pair);
    }
}
