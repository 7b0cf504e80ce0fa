using System.CommandLine;
using Ledger.Client;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;

namespace Ledger.Cli.Commands.Guarantees;

internal sealed class GuaranteeListCommand : CliCommand
{
    private static readonly Option<string?> Section = new("--section")
    {
        Description = "All revealed guarantees of this section, proven complete.",
        HelpName = "CODE",
    };
    private static readonly Option<string?> Issuer = new("--issuer")
    {
        Description = "All guarantees of this guarantor, sealed ones (and decoys) too.",
        HelpName = "USCC",
    };

    internal GuaranteeListCommand(CliContext context)
        : base(
            "list",
            "A section's revealed guarantees, or a guarantor's; proven that none is left out.",
            "ledger guarantee list --section E3500000001001043001001")
    {
        Add(Section);
        Add(Issuer);
        Does(context, async (invocation, cancellationToken) =>
        {
            var client = invocation.OpenReader();
            var listing = (invocation.Value(Section), invocation.Value(Issuer)) switch
            {
                ({ } code, null) => await OfSectionAsync(client, code, cancellationToken),
                (null, { } issuer) => await OfIssuerAsync(client, issuer, cancellationToken),
                _ => throw CliException.Usage(
                    "List which guarantees? Give either --section CODE or --issuer USCC.",
                    "列出哪些保函？请给出 --section 或 --issuer 之一。"),
            };
            var document = new Document
            {
                ["height"] = listing.Height,
                ["guarantees"] = Datum.List(listing.Guarantees.Select(one => Documents.Of(one))),
            };
            invocation.Report.ShowList(
                (
                    $"{listing.Guarantees.Count} guarantees as of height {listing.Height:N0}",
                    $"截至高度 {listing.Height:N0}，{listing.Guarantees.Count} 份保函"),
                document,
                "guarantees",
                ["id", "state", "issuer_uscc", "section_code", "applicant_name", "amount_fen", "valid_until"]);
            return ExitCode.Done;
        });
    }

    private static async Task<(ulong Height, List<Guarantee> Guarantees)> OfSectionAsync(
        LedgerClient client, string code, CancellationToken cancellationToken)
    {
        var index = await client.ListAsync(GuaranteeTables.SectionPrefix(code), cancellationToken: cancellationToken);
        var guarantees = new List<Guarantee>();
        foreach (var entry in index.Entries)
        {
            var key = GuaranteeTables.Guarantees.Key(GuaranteeRef.Parser.ParseFrom(entry.Value.Span).GuaranteeId.Span);
            var record = await client.ReadAsync(GuaranteeTables.Guarantees, key, index.Height, cancellationToken);
            guarantees.Add(
                record.Record
                    ?? throw new InvalidDataException(
                        $"The section's index names guarantee {StateKeys.Show(key)}, which the state lacks: report this, the state is " +
                        $"inconsistent."));
        }

        return (index.Height, guarantees);
    }

    private static async Task<(ulong Height, List<Guarantee> Guarantees)> OfIssuerAsync(
        LedgerClient client, string issuer, CancellationToken cancellationToken)
    {
        var guarantees = new List<Guarantee>();
        ulong height = 0;
        await foreach (var page in client.ListPagesAsync(GuaranteeTables.Guarantees.Prefix.ToArray(), cancellationToken: cancellationToken))
        {
            height = page.Height;
            guarantees.AddRange(
                page.Entries.Select(entry => Guarantee.Parser.ParseFrom(entry.Value.Span)).Where(one => one.IssuerUscc == issuer));
        }

        return (height, guarantees);
    }
}
