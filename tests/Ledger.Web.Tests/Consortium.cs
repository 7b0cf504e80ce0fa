using Ledger.Rehearsal;
using Ledger.Seeds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Web.Tests;

/// <summary>Four real validators with the small record, whose first one serves the pages.</summary>
public sealed class Consortium : IAsyncLifetime, IRehearsalView
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-web").FullName;
    private ConsortiumRehearsal? _rehearsal;

    /// <summary>Where a browser opens the pages.</summary>
    internal Uri Pages => _rehearsal!.Pages!;

    /// <summary>A section of the record that was opened.</summary>
    internal string Section => _rehearsal!.ExampleSection!;

    internal ulong Height => _rehearsal!.Height;

    public async Task InitializeAsync()
    {
        var options = new RehearsalOptions
        {
            DataDirectory = Path.Combine(_folder, "data"),
            Record = RecordOptions.Mini,
            WebPort = 0,
            WebRoot = await WebPages.FolderAsync(),
        };
        _rehearsal = await ConsortiumRehearsal.StartAsync(options, NullLoggerFactory.Instance, CancellationToken.None);
        Assert.True((await _rehearsal.RunAsync(this, CancellationToken.None)).IsOk);
    }

    public async Task DisposeAsync()
    {
        if (_rehearsal is not null)
        {
            await _rehearsal.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The address of a page.</summary>
    internal Uri Page(string path) => new(Pages, path);

    void IRehearsalView.Started(IReadOnlyList<RehearsalNode> nodes, ulong height)
    {
    }

    void IRehearsalView.Playing(PlayProgress progress)
    {
    }

    void IRehearsalView.Auditing(AuditProgress progress)
    {
    }

    void IRehearsalView.Finished(RehearsalReport report)
    {
    }
}
