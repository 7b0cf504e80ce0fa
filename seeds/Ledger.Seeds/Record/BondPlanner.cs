namespace Ledger.Seeds;

/// <summary>
/// Draws how many guarantees and what bond each opened section has, then moves both until the sums are exact: the number of guarantees,
/// and bond × guarantees over all sections. Bonds are whole ten thousand yuan (万元).
/// </summary>
internal sealed class BondPlanner(ulong seed, RecordOptions options)
{
    internal const int GuaranteesMin = 3;
    internal const int GuaranteesMax = 56;
    internal const long BondUnitFen = 1_000_000; // ¥10,000
    internal const int BondUnitsMax = 80; // 30号令 §37

    private const int AttemptsMax = 1_000;
    private const int CoarseMovesMax = 200_000;

    private static readonly int[] Ladder = [2, 5, 8, 10, 15, 20, 30, 40, 50, 60, 70, 80];

    private SeededRandom _random = new(seed, "bonds");
    private int[] _counts = [];
    private int[] _bonds = [];

    /// <summary>For each opened section in order, the number of guarantees and the bond in fen.</summary>
    internal IReadOnlyList<(int Guarantees, long BondFen)> Plan(IReadOnlyList<SectionPlan> opened)
    {
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            _random = new SeededRandom(seed, "bonds", attempt);
            _counts = [.. opened.Select(_ => DrawCount())];
            FixCounts();
            _bonds = [.. opened.Select(section => DrawBond(section.Project.TradeClass))];
            if (FixBonds())
            {
                return [.. _counts.Zip(_bonds, (count, bond) => (count, bond * BondUnitFen))];
            }
        }

        throw new InvalidOperationException(
            $"No spread of {options.Sections} sections reaches {options.DepositsFen} fen with {options.Guarantees} guarantees.");
    }

    private int DrawCount() => _random.PickWeighted(20, 35, 27, 13, 5) switch
    {
        0 => _random.Between(GuaranteesMin, 8),
        1 => _random.Between(9, 18),
        2 => _random.Between(19, 30),
        3 => _random.Between(31, 45),
        _ => _random.Between(46, GuaranteesMax),
    };

    private int DrawBond(string tradeClass) => _random.Chance(tradeClass == "D" ? 15 : 76) ? BondUnitsMax : _random.Pick(Ladder);

    private void FixCounts()
    {
        for (var missing = options.Guarantees - _counts.Sum(); missing != 0;)
        {
            var index = _random.Below(_counts.Length);
            var changed = _counts[index] + Math.Sign(missing);
            if (changed is >= GuaranteesMin and <= GuaranteesMax)
            {
                missing -= Math.Sign(missing);
                _counts[index] = changed;
            }
        }
    }

    private long Missing() => (options.DepositsFen / BondUnitFen) - _counts.Zip(_bonds, (count, bond) => (long)count * bond).Sum();

    private bool FixBonds()
    {
        var missing = Missing();
        for (var move = 0; move < CoarseMovesMax && Math.Abs(missing) > GuaranteesMax; move++)
        {
            var index = _random.Below(_bonds.Length);
            var rung = Array.BinarySearch(Ladder, _bonds[index]) + Math.Sign(missing);
            if (rung >= 0 && rung < Ladder.Length && (long)_counts[index] * Math.Abs(Ladder[rung] - _bonds[index]) <= Math.Abs(missing))
            {
                missing -= (long)_counts[index] * (Ladder[rung] - _bonds[index]);
                _bonds[index] = Ladder[rung];
            }
            else if (move % 50_000 == 49_999)
            {
                missing = MoveByUnits(missing);
            }
        }

        missing = MoveByUnits(missing);
        return missing == 0 || MovePair(missing);
    }

    // One ten-thousand at a time, largest sections first.
    private long MoveByUnits(long missing)
    {
        foreach (var index in Enumerable.Range(0, _counts.Length).OrderByDescending(index => _counts[index]))
        {
            var changed = _bonds[index] + Math.Sign(missing);
            if (_counts[index] <= Math.Abs(missing) && changed is > 0 and <= BondUnitsMax)
            {
                missing -= (long)_counts[index] * Math.Sign(missing);
                _bonds[index] = changed;
            }
        }

        return missing;
    }

    // What is left is less than any section: one section up, another down.
    private bool MovePair(long missing)
    {
        for (var up = 0; up < _counts.Length; up++)
        {
            var down = Array.FindIndex(_counts, count => _counts[up] - count == missing);
            if (down >= 0 && down != up && _bonds[up] < BondUnitsMax && _bonds[down] > 1)
            {
                _bonds[up]++;
                _bonds[down]--;
                return true;
            }
        }

        return false;
    }
}
