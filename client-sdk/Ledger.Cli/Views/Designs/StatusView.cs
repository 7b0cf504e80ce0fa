using System.Globalization;
using Ledger.Client;
using Ledger.Protocol;

namespace Ledger.Cli.Views.Designs;

/// <summary>The newest final block that a node shows, who made it final, and the node's word on itself.</summary>
internal sealed record StatusView(
    string Chain, Digest ChainId, ChainStatus Status, bool IsRehearsal = false, ulong? WitnessedHeight = null)
{
    internal Document Document => new()
    {
        ["chain_id"] = ChainId,
        ["chain"] = Chain,
        ["rehearsal"] = IsRehearsal,
        ["height"] = Status.Height,
        ["time"] = Datum.Time(Status.BlockTime),
        ["age_seconds"] = (long)Status.Freshness.Age.TotalSeconds,
        ["fresh"] = Status.Freshness.IsFresh,
        ["freshness"] = Status.Freshness.Words,
        ["witnessed_height"] = WitnessedHeight,
        ["block_hash"] = Status.BlockHash,
        ["state_root"] = Status.StateRoot,
        ["validators"] = Datum.List(Status.Validators.Validators.Select(
            validator => new Document { ["name"] = validator.Name, ["power"] = validator.Power, ["id"] = Datum.Id(validator.Id) })),
        ["node"] = Status.Node.NodeName,
        ["node_version"] = Status.Node.Version,
        ["executed_height"] = Status.Node.ExecutedHeight,
        ["mempool_transactions"] = Status.Node.MempoolTransactions,
        ["mempool_bytes"] = Status.Node.MempoolBytes,
    };

    internal void Write(Screen screen)
    {
        screen.Heading(Chain, string.Create(CultureInfo.InvariantCulture, $"{screen.Say("height", "高度")} {Status.Height:N0}"));
        Footer.Rehearsal(screen, IsRehearsal);
        screen.Line();
        screen.Pairs(
        [
            (screen.Say("block time", "区块时间"), Moments.Show(Status.BlockTime)),
            (screen.Say("freshness", "新旧"), screen.Say(Status.Freshness.Words, Status.Freshness.ChineseWords)),
            (screen.Say("block hash", "区块哈希"), Status.BlockHash.ToString()),
            (screen.Say("state root", "状态根"), TextView.ValueOf(screen, Status.StateRoot)),
            (screen.Say("chain id", "链标识"), TextView.ValueOf(screen, ChainId)),
            (screen.Say("validators", "验证节点"), string.Join(", ", Status.Validators.Validators.Select(
                validator => string.Create(CultureInfo.InvariantCulture, $"{validator.Name} ({validator.Power})")))),
            (screen.Say("node", "节点"), string.Create(
                CultureInfo.InvariantCulture,
                $"{Status.Node.NodeName} {Status.Node.Version}, {screen.Say("executed to", "已执行至")} {Status.Node.ExecutedHeight:N0}, "
                    + $"{Status.Node.MempoolTransactions:N0} {screen.Say("transactions waiting", "笔交易待处理")} " +
                        $"({Status.Node.MempoolBytes:N0} {screen.Say("bytes", "字节")})")),
        ]);
        Footer.Proven(screen, Status.Height, Status.BlockTime);
        if (WitnessedHeight is { } witnessed)
        {
            screen.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"{screen.Say("cosigned by the policy's witnesses up to block", "策略要求的见证方已会签至区块")} {witnessed:N0}"));
        }

        screen.Line(screen.Say($"as a checkpoint: {Status.Height}:{Status.BlockHash}", $"作为检查点：{Status.Height}:{Status.BlockHash}"));
    }
}
