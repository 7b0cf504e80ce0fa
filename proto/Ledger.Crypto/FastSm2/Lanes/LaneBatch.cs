using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ledger.Crypto.FastSm2.Lanes;

/// <summary>Equations waiting for each other until they fill the lanes: all of keys with a table, or all of keys without.</summary>
internal struct LaneBatch
{
    private Equations _equations;
    private Places _places;
    private int _count;

    /// <summary>Adds the equation of check <paramref name="place"/>, and settles all that wait where they are as many as lanes.</summary>
    public void Add(in Sm2Equation equation, int place, Span<bool> valid)
    {
        _equations[_count] = equation;
        _places[_count++] = place;
        if (_count == LaneElement.Lanes)
        {
            Settle(valid);
        }
    }

    /// <summary>Sets <paramref name="valid"/> at the place of each equation that waits.</summary>
    public void Settle(Span<bool> valid)
    {
        ReadOnlySpan<Sm2Equation> equations = MemoryMarshal.CreateReadOnlySpan(ref _equations[0], _count);
        if (_count < LaneVerifier.EquationsMin)
        {
            for (var i = 0; i < _count; i++)
            {
                valid[_places[i]] = equations[i].Holds();
            }
        }
        else
        {
            Span<bool> holds = stackalloc bool[LaneElement.Lanes];
            LaneVerifier.Check(equations, holds);
            for (var i = 0; i < _count; i++)
            {
                valid[_places[i]] = holds[i];
            }
        }

        _count = 0;
    }

    [InlineArray(LaneElement.Lanes)]
    private struct Equations
    {
        private Sm2Equation _first;
    }

    [InlineArray(LaneElement.Lanes)]
    private struct Places
    {
        private int _first;
    }
}
