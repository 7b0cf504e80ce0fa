namespace Ledger.Anchor.Tests;

/// <summary>The contracts' own tests (contracts/evm/test): units, fuzzing, invariants, and what each call costs.</summary>
public sealed class ForgeTests
{
    [Fact]
    public async Task Forge_passes_and_gas_is_as_the_snapshots_say()
    {
        await Anvil.CompileAsync();
        var run = await ProgramRun.InAsync(
            Anvil.Folder, Anvil.Tool("forge"), ["test"], new Dictionary<string, string> { ["FORGE_SNAPSHOT_CHECK"] = "true" });
        Assert.True(run.Succeeded, run.Said);
        Assert.Contains("37 tests passed, 0 failed, 0 skipped", run.Output, StringComparison.Ordinal);
    }
}
