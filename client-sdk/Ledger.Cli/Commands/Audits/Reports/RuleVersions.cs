using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Audits.Reports;

/// <summary>Which rules each part of a chain was executed under, as its headers say.</summary>
internal sealed class RuleVersions
{
    private readonly List<(uint Version, ulong From)> _changes = [];

    /// <summary>The versions in their order, each with the height from which it held.</summary>
    internal IReadOnlyList<(uint Version, ulong From)> Changes => _changes;

    /// <summary>When the first block was made, UTC milliseconds; 0 where there is none.</summary>
    internal long Begin { get; private set; }

    internal void Look(Block block)
    {
        if (BlockHeader.TryDecode(block.Header.Span, out var header))
        {
            Begin = Begin == 0 ? header.Time : Begin;
            if (_changes.Count == 0 || _changes[^1].Version != header.RuleVersion)
            {
                _changes.Add((header.RuleVersion, header.Height));
            }
        }
    }
}
