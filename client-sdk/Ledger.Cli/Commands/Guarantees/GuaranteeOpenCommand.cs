using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Client;
using Ledger.Client.Guarantees;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Sealing;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Guarantees;

internal sealed class GuaranteeOpenCommand : CliCommand
{
    private static readonly Argument<string> SectionCode = new("SECTION")
    {
        Description = "标段(包)编号: the section, which must have been opened.",
    };
    private static readonly Option<string?> OpeningKeyFile = new("--opening-key")
    {
        Description = "The section's opening key file; otherwise the key that its opening released is read from the chain.",
        HelpName = "FILE",
    };
    private static readonly Option<string?> OpeningPin = new("--opening-pin-file")
    {
        Description = "A file that holds the opening key's PIN.",
        HelpName = "FILE",
    };

    internal GuaranteeOpenCommand(CliContext context)
        : base(
            "open",
            "Find the section's sealed guarantees with its opening key, and reveal them.",
            "ledger guarantee open E3500000001001043001001 --opening-key section.key --key centre.key")
    {
        Add(SectionCode);
        Add(OpeningKeyFile);
        Add(OpeningPin);
        Does(context, OpenAsync);
    }

    private static async Task<int> OpenAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var code = invocation.Value(SectionCode);
        var client = await invocation.OpenSignerAsync(cancellationToken);
        using var key = await OpeningKeyAsync(invocation, client, code, cancellationToken);
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

    private static async Task<OpeningKey> OpeningKeyAsync(
        Invocation invocation, LedgerClient client, string code, CancellationToken cancellationToken)
    {
        var section = await GuaranteeReading.SectionAsync(client, code, cancellationToken);
        using var pair = invocation.Value(OpeningKeyFile) is { } path
            ? new KeyOpener(invocation.Context).Open(path, invocation.Value(OpeningPin))
            : Released(invocation, section, code);
        return pair.PublicKey.Encoded.SequenceEqual(section.Announced.OpeningKey.Span)
            ? new OpeningKey(pair)
            : throw CliException.Usage($"The key is not the opening key that section {code} announced.");
    }

    private static KeyPair Released(Invocation invocation, Section section, string code) => section.OpeningPrivateKey.IsEmpty
        ? throw CliException.Usage(
            $"Section {code} has not released its opening key. Give the key file with --opening-key FILE, or wait for the opening.")
        : KeyPair.FromPrivateKey(OpeningKeys.AlgorithmOf(invocation.Genesis.Suite), section.OpeningPrivateKey.Span);
}
