using Ledger.Crypto.FastSm2.Lanes;

namespace Ledger.Crypto.FastSm2.Tests.Lanes;

/// <summary>
/// Puts cases into lanes in a random order and in sets of a random size, so that the valid, the invalid and those that lanes cannot do
/// stand beside each other, and expects of each the verdict that it has alone.
/// </summary>
internal sealed class LaneVerdicts(int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<(Sm2Case Case, Sm2Equation Equation, bool Verdict)> _expected = [];

    internal void Expect(Sm2Case check, FixedBaseTable? table, bool verdict)
    {
        Assert.True(AffinePoint.TryDecode(check.Key, out var point));
        if (Sm2Equation.TryCreate(in point, table, check.Rs, check.Digest, out var equation))
        {
            _expected.Add((check, equation, verdict));
        }
        else
        {
            Assert.False(verdict, check.ToString());
        }
    }

    internal void AssertAll()
    {
        if (!LaneElement.IsSupported)
        {
            return;
        }

        var cases = _expected.ToArray();
        _random.Shuffle(cases);
        Span<bool> holds = stackalloc bool[LaneElement.Lanes];
        foreach (var ofOneWidth in cases.GroupBy(entry => entry.Equation.Table?.Windows))
        {
            var waiting = ofOneWidth.AsEnumerable();
            while (waiting.Take(_random.Next(1, LaneElement.Lanes + 1)).ToArray() is { Length: > 0 } set)
            {
                waiting = waiting.Skip(set.Length);
                LaneVerifier.Check([.. set.Select(entry => entry.Equation)], holds);
                for (var i = 0; i < set.Length; i++)
                {
                    Assert.True(set[i].Verdict == holds[i], $"{set[i].Case}, lane {i} of {set.Length}");
                }
            }
        }
    }
}
