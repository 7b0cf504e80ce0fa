using Ledger.Terminal;

namespace Ledger.Server.Tests;

/// <summary>The command line counts before the environment, and that before the file; what is no setting is named.</summary>
public sealed class SettingOverridesTests : ServerFixture
{
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    [Fact]
    public async Task The_command_line_counts_before_the_environment_and_that_before_the_file()
    {
        var file = Write(Good());
        _environment["LEDGER_NODE_HEARTBEAT_MS"] = "0";
        Assert.Contains("heartbeat_ms: it is 0", await FaultsAsync(file), StringComparison.Ordinal);
        Assert.Equal("", await FaultsAsync(file, "heartbeat_ms=20"));
        _environment["LEDGER_NODE_HEARTBEAT_MS"] = "";
        Assert.Equal("", await FaultsAsync(file));
        _environment["LEDGER_NODE_MAIL__MAILBOX__STAMP_BITS"] = "99";
        Assert.Contains("mail.mailbox: StampBits is 99", await FaultsAsync(file), StringComparison.Ordinal);
        Assert.Equal("", await FaultsAsync(file, "mail.mailbox.stamp_bits=4"));
        Assert.Contains("address: localhost is no IP", await FaultsAsync(file, "address=localhost"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_setting_or_no_value_is_named_with_the_others()
    {
        _environment["LEDGER_NODE_GRPC_PORT"] = "many";
        var faults = await FaultsAsync(Write(Good()), "grpc_prt=1", "validators=none", "web_port", "state_heights_kept=-1");
        Assert.All(
            [
                "LEDGER_NODE_GRPC_PORT: 'many' is no whole number", "--set grpc_prt=1: write NAME=VALUE",
                "--set validators=none: write NAME=VALUE", "--set web_port: write", "--set state_heights_kept: '-1' is no whole number",
            ],
            fault => Assert.Contains(fault, faults, StringComparison.Ordinal));
    }

    private async Task<string> FaultsAsync(string file, params string[] set)
    {
        string[] args = ["check-config", file, .. set.SelectMany(one => new[] { "--set", one })];
        var (code, _, error) = await NodeProgram.RunAsync(_environment.GetValueOrDefault, width: null, args);
        Assert.Equal(error.Length == 0 ? ExitCode.Done : ExitCode.Usage, code);
        return error;
    }
}
