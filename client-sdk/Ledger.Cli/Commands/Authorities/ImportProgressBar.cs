using Ledger.Client.CaTrust;

namespace Ledger.Cli.Commands.Authorities;

/// <summary>Shows how far a list in parts is on the chain.</summary>
internal sealed class ImportProgressBar(TextWriter error, bool isShown) : IProgress<RevocationImportProgress>
{
    private readonly ProgressBar _bar = new(error, isShown);

    public void Report(RevocationImportProgress value) => _bar.Show(value.Done, value.Total);
}
