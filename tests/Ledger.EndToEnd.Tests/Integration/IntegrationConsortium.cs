using System.Text.RegularExpressions;

namespace Ledger.EndToEnd.Tests.Integration;

/// <summary><c>ledger up</c> with nothing on its chain, as who tries the pages has it.</summary>
public sealed partial class IntegrationConsortium : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private LedgerProcess? _process;

    /// <summary>Whether its chain begins today, instead of in the record's December 2019.</summary>
    internal bool IsNow { get; init; }

    internal string Node { get; private set; } = string.Empty;

    internal string Members => Path.Combine(_folder.File("data"), "consortium", "members");

    internal string Genesis => Path.Combine(_folder.File("data"), "consortium", "genesis.json");

    public async Task InitializeAsync()
    {
        _process = LedgerProcess.Start(["up", "--data", _folder.File("data"), "--port", "0", .. IsNow ? ["--now"] : Array.Empty<string>()]);
        await _process.WaitUntilUpAsync();
        Node = Address().Match(_process.Output).Groups[1].Value;
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Interrupt();
            await _process.ExitAsync();
            _process.Dispose();
        }

        _folder.Dispose();
    }

    [GeneratedRegex(@"zhuhai +http://([\d.:]+)/")]
    private static partial Regex Address();
}
