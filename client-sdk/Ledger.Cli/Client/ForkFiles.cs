using System.Globalization;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Witness.Forks;

namespace Ledger.Cli.Client;

/// <summary>Proofs of a fork, kept where the person finds them.</summary>
internal static class ForkFiles
{
    /// <summary>Keeps a proof and says where; the same one is kept once.</summary>
    /// <returns>Its path.</returns>
    internal static string Keep(ForkEvidence fork, string folder, Warnings warnings)
    {
        var height = BlockHeader.TryDecode(fork.First.Header.Span, out var header)
            ? header.Height.ToString(CultureInfo.InvariantCulture)
            : "unknown";
        var path = Path.Combine(folder, $"fork-{height}.evidence");
        File.WriteAllBytes(path, ForkFile.Encode(fork));
        warnings.Say(
            $"The chain has forked at or below block {height}. Both blocks with what makes each final are kept in {path}: show it to all " +
            "members; anybody checks it with `ledger witness fork` and the genesis file.",
            $"链在区块 {height} 或更早处分叉。两个区块及其终局证明存于 {path}：请交全体成员；任何人可用 `ledger witness fork` " +
            "和创世文件核验。");
        return path;
    }
}
