namespace Ledger.Secrecy.Tests;

/// <summary>
/// An observer who may rehearse as often as it likes: it plays runs of two worlds that differ in what is to be hidden, learns which number
/// that can be computed from the sightings tells them apart best, and is then asked about runs that it has not seen.
/// </summary>
internal static class Estimator
{
    /// <summary>Runs of each world to learn from, and as many to be asked about.</summary>
    internal const int Runs = 60;

    /// <summary>More than four standard deviations of guessing at <see cref="Runs"/> runs of each world.</summary>
    internal const double Chance = 0.2;

    /// <summary>The part of the runs that it tells rightly: one half is guessing, 1 is knowing.</summary>
    internal static double RightPart(int seed, Func<Random, Sighting> oneWorld, Func<Random, Sighting> otherWorld)
    {
        var random = new Random(seed);
        var rule = Learn(Play(random, oneWorld), Play(random, otherWorld));
        var right = Play(random, oneWorld).Count(run => !rule(run)) + Play(random, otherWorld).Count(rule);
        return right / (2.0 * Runs);
    }

    private static List<Dictionary<string, double>> Play(Random random, Func<Random, Sighting> world) =>
        [.. Enumerable.Range(0, Runs).Select(_ => WireFeatures.Of(world(random)))];

    // The best threshold halfway between the worlds' means, of any feature.
    private static Func<Dictionary<string, double>, bool> Learn(
        List<Dictionary<string, double>> ones, List<Dictionary<string, double>> others)
    {
        Func<Dictionary<string, double>, bool> best = _ => true;
        var most = 0;
        foreach (var name in ones.Concat(others).SelectMany(run => run.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            var (low, high) = (ones.Average(run => run.GetValueOrDefault(name)), others.Average(run => run.GetValueOrDefault(name)));
            var (middle, rises) = ((low + high) / 2, high > low);
            bool IsOther(Dictionary<string, double> run) => run.GetValueOrDefault(name) > middle == rises;
            var right = ones.Count(run => !IsOther(run)) + others.Count(IsOther);
            if (right > most)
            {
                (most, best) = (right, IsOther);
            }
        }

        return best;
    }
}
