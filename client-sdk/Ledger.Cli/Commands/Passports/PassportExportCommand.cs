using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Cli.Commands.Guarantees;
using Ledger.Client.Passports;
using Ledger.Passports;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Passports;

internal sealed class PassportExportCommand : CliCommand
{
    private static readonly Option<string> Guarantee = new("--guarantee")
    {
        Description = "The guarantee's id, 32 hexadecimal digits.",
        HelpName = "ID",
        Required = true,
    };
    private static readonly Option<string> Out = new("--out")
    {
        Description = "Where the passport is written.",
        HelpName = "FILE",
        Required = true,
    };
    private static readonly Option<ulong> At = new("--at")
    {
        Description = "The checkpoint: a final height that the node keeps; the newest otherwise.",
        HelpName = "HEIGHT",
    };
    private static readonly Option<string?> Opening = new("--opening")
    {
        Description = "JSON of ledger.v1.PassportOpening: salt and terms of a guarantee that is still sealed, from who holds them.",
        HelpName = "FILE",
    };
    private static readonly Option<string?> Pdf = new("--pdf")
    {
        Description = "Also write the guarantee's PDF here, with the passport inside and room for the seal.",
        HelpName = "FILE",
    };
    private static readonly Option<bool> WithGenesis = new("--with-genesis")
    {
        Description = "Put the genesis file in, for readers who know only its hash.",
    };

    private readonly GuaranteePdfFile _pdf = new();

    internal PassportExportCommand(CliContext context)
        : base(
            "export",
            "Make the passport of a guarantee from a node's proven answers. Written only where it verifies.",
            "ledger passport export --guarantee 9c1f0a7be4d2438895a1c3e0f7b2d604 --out guarantee.ldgp")
    {
        foreach (var option in (ReadOnlySpan<Option>)
            [Guarantee, Out, Pdf, _pdf.Address, _pdf.Font, _pdf.Particulars, At, Opening, WithGenesis])
        {
            Add(option);
        }

        Does(context, ExportAsync);
    }

    private async Task<int> ExportAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var id = invocation.Value(Guarantee);
        var options = new PassportOptions
        {
            Height = invocation.Value(At),
            Opening = invocation.Value(Opening) is { } path ? MessageFile.Read<PassportOpening>(path, invocation.Context) : null,
            WithGenesis = invocation.Value(WithGenesis),
        };
        var builder = new PassportBuilder(invocation.OpenReader());
        var passport = await builder.BuildGuaranteeAsync(GuaranteeReading.Id(id).Memory, options, cancellationToken)
            ?? throw CliException.NotFound(
                $"Guarantee {id} is not on the chain at that height.",
                $"该高度的链上没有保函 {id}。");
        var file = PassportFile.Encode(passport);
        var report = new PassportVerifier(PassportTrust.Of(invocation.Genesis)).Verify(file);
        if (report.IsValid)
        {
            // The PDF first: one that cannot be drawn leaves no passport in the way of the next try.
            if (invocation.Value(Pdf) is { } target)
            {
                await _pdf.WriteAsync(invocation, target, report, file, string.Empty);
            }

            EncodedFile.WriteNew(invocation.Value(Out), file);
        }

        return PassportVerdict.Show(invocation, invocation.Value(Out), file.Length, report);
    }
}
