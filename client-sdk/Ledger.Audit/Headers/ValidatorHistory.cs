using System.Collections.Immutable;
using Ledger.Protocol;

namespace Ledger.Audit.Headers;

/// <summary>
/// The validator sets that are trusted, each from a height on: genesis' set from 0, and every later one shown by a state that a trusted set
/// finalised. A set that was replaced counts for nothing above its last block, so its old keys forge nothing new. Immutable.
/// </summary>
public sealed class ValidatorHistory
{
    private readonly ImmutableArray<Era> _eras; // ascending, the first from height 0

    private ValidatorHistory(ImmutableArray<Era> eras) => _eras = eras;

    private readonly record struct Era(ulong FirstHeight, ValidatorRoster Roster);

    /// <summary>The newest set known.</summary>
    public ValidatorRoster Newest => _eras[^1].Roster;

    /// <summary>How many sets are known.</summary>
    public int Count => _eras.Length;

    /// <summary>The first heights of the sets known, ascending from 0.</summary>
    public IReadOnlyList<ulong> FirstHeights => [.. _eras.Select(era => era.FirstHeight)];

    /// <summary>What is trusted to begin with.</summary>
    public static ValidatorHistory From(GenesisFile genesis) => new([new Era(0, genesis.Validators)]);

    /// <summary>The set that finalises the block of this height, as far as is known.</summary>
    public ValidatorRoster At(ulong height) => _eras[IndexAt(height)].Roster;

    /// <summary>From which height on <see cref="At"/> is known for this height.</summary>
    public ulong FirstHeightAt(ulong height) => _eras[IndexAt(height)].FirstHeight;

    /// <summary>
    /// The history with <paramref name="roster"/> from <paramref name="firstHeight"/> on, as the state after the final block below says.
    /// The same instance where that was known.
    /// </summary>
    public ValidatorHistory With(ulong firstHeight, ValidatorRoster roster)
    {
        var index = IndexAt(firstHeight);
        if (_eras[index].Roster.Hash == roster.Hash)
        {
            return this;
        }

        var era = new Era(firstHeight, roster);
        return new ValidatorHistory(_eras[index].FirstHeight == firstHeight ? _eras.SetItem(index, era) : _eras.Insert(index + 1, era));
    }

    private int IndexAt(ulong height)
    {
        var index = _eras.Length - 1;
        while (_eras[index].FirstHeight > height)
        {
            index--;
        }

        return index;
    }
}
