using System.CommandLine;
using Ledger.Seals;

namespace Ledger.Cli.Commands.Seals;

/// <summary>Where on a PDF a seal's stamp goes, and why.</summary>
internal sealed class SealPlacementOptions
{
    private readonly Option<int> _page = new("--page") { Description = "The stamp's page, from 1.", DefaultValueFactory = _ => 1 };
    private readonly Option<double> _x = new("--x")
    {
        Description = "The stamp's left edge from that of the page as it is shown, in points of 1/72 inch.",
        DefaultValueFactory = _ => 72,
    };
    private readonly Option<double> _y = new("--y")
    {
        Description = "The stamp's lower edge from that of the page as it is shown, in points of 1/72 inch.",
        DefaultValueFactory = _ => 72,
    };
    private readonly Option<string?> _reason = new("--reason") { Description = "Why the document is sealed, for its reader." };

    internal void AddTo(CliCommand command)
    {
        command.Add(_page);
        command.Add(_x);
        command.Add(_y);
        command.Add(_reason);
    }

    internal PdfSealPlacement Of(Invocation invocation, ElectronicSeal seal, long timeMs) => new()
    {
        Seal = seal,
        TimeMs = timeMs,
        PageIndex = invocation.Value(_page) - 1,
        X = invocation.Value(_x),
        Y = invocation.Value(_y),
        Reason = invocation.Value(_reason),
    };
}
