using System.Globalization;
using Ledger.Client;

namespace Ledger.Cli.Client;

/// <summary>What the person says of a node's newest block: how old it may be, what then, and which block the chain must have.</summary>
internal static class Freshness
{
    private const string Off = "off";

    internal static LedgerClientOptions Apply(Invocation invocation, LedgerClientOptions options) => options with
    {
        MaxHeadAge = invocation.Common(ClientOptions.MaxHeadAge, "LEDGER_MAX_HEAD_AGE") is { } age ? ReadAge(age) : options.MaxHeadAge,
        StaleHeads = ReadPolicy(invocation.Common(ClientOptions.StaleHead, "LEDGER_STALE_HEAD") ?? "warn"),
        Checkpoint = invocation.Common(ClientOptions.Checkpoint, "LEDGER_CHECKPOINT") is { } checkpoint ? ReadCheckpoint(checkpoint) : null,
        OnStaleHead = invocation.Warnings.Say,
        Time = invocation.Context.Clock,
    };

    private static TimeSpan ReadAge(string text)
    {
        if (text == Off)
        {
            return Timeout.InfiniteTimeSpan;
        }

        var unit = text.Length > 1 ? text[^1] : ' ';
        TimeSpan? one = unit switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };
        return one is { } span &&
            ushort.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? span * count
            : throw CliException.Usage(
                $"{text} is no age of a block: write for example 90s, 5m, 2h or 1d, or off for no limit.",
                $"{text} 不是区块时限：可写 90s、5m、2h、1d，或 off 表示不限。");
    }

    private static StaleHeadPolicy ReadPolicy(string text) => text switch
    {
        "warn" => StaleHeadPolicy.Warn,
        "refuse" => StaleHeadPolicy.Refuse,
        _ => throw CliException.Usage(
            $"{text} is no way to treat an old block: warn or refuse.",
            $"{text} 应为 warn 或 refuse。"),
    };

    private static Checkpoint ReadCheckpoint(string text) => Checkpoint.TryParse(text, out var checkpoint)
        ? checkpoint
        : throw CliException.Usage(
            $"{text} is no checkpoint: HEIGHT:HASH, the hash in 64 hexadecimal digits, as `ledger status` shows both.",
            $"{text} 不是检查点，应写作 高度:哈希，哈希为 64 位十六进制数字，`ledger status` 显示二者。");
}
