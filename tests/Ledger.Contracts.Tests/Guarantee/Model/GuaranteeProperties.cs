using FsCheck;
using FsCheck.Fluent;
using Ledger.Protocol;
using Xunit.Abstractions;

namespace Ledger.Contracts.Tests;

/// <summary>
/// Random lives of a section and its guarantees: by anybody, at any time. The contracts and the reference model agree on every step and on
/// the end; a failure shrinks to the shortest sequence of steps, in words.
/// </summary>
public sealed class GuaranteeProperties(ITestOutputHelper output)
{
    private const int Lives = 400;
    private const int StepsMax = 80;

    // A life walks through the section's course, with random steps between: random ones alone hardly get beyond the opening.
    private static readonly Step[] Course =
    [
        Good(Move.Issue, 0), Good(Move.Issue, 1), Good(Move.IssueLater, 0), Good(Move.Open, waitHours: 24), Good(Move.Reveal, 0),
        Good(Move.Reveal, 1),
        Good(Move.RevealLater, 0), Good(Move.List), Good(Move.ReleaseKey), Good(Move.Appoint),
        Good(Move.Complete), Good(Move.Evaluate), Good(Move.Publicize),
        Good(Move.Award, waitHours: 80), Good(Move.Contract),
    ];

    private static readonly Move[] Moves = Enum.GetValues<Move>();
    private static readonly Move[] AfterReveal = [.. Moves.Where(move => move >= Move.Endorse)];

    [Fact]
    public void Contracts_and_model_agree_on_random_lives()
    {
        var outcomes = new Dictionary<RefusalCode, int>();
        var property = Prop.ForAll(LifeArbitrary(), steps =>
        {
            var life = new RandomLife();
            var parting = life.Run(steps);
            foreach (var (code, count) in life.Outcomes)
            {
                outcomes[code] = outcomes.GetValueOrDefault(code) + count;
            }

            return (parting is null).Label($"{parting}\n{string.Join("\n", steps.Select(step => step.ToString()))}");
        });

        property.Check(Config.QuickThrowOnFailure.WithMaxTest(Lives));

        output.WriteLine(
            string.Join(", ", outcomes.OrderByDescending(outcome => outcome.Value).Select(outcome => $"{outcome.Key} {outcome.Value}")));
        Assert.True(outcomes[RefusalCode.None] > Lives * 10, "Hardly anything was done.");
        Assert.True(outcomes.Count > 15, $"Only {outcomes.Count} different outcomes: the lives do not reach the rules.");
    }

    private static Arbitrary<Step[]> LifeArbitrary() => Arb.From(LifeGen(), Shrink);

    private static Gen<Step[]> LifeGen() =>
        from count in Gen.Choose(5, StepsMax)
        from steps in StepGen().ArrayOf(count)
        select WithCourse(steps);

    // Every second step gives way to the next of the course.
    private static Step[] WithCourse(Step[] steps) =>
        [.. steps.Select((step, index) => index % 2 == 0 && index / 2 < Course.Length ? Course[index / 2] : step)];

    private static Step Good(Move move, int guarantee = 0, int waitHours = 0) => new(move, 0, guarantee, 0, waitHours);

    private static Gen<Step> StepGen() =>
        from move in Gen.Frequency((1, Gen.Elements(Moves)), (3, Gen.Elements(AfterReveal)))
        from actor in Gen.Frequency((7, Gen.Constant(0)), (1, Gen.Choose(1, 6)))
        from guarantee in Gen.Frequency((4, Gen.Choose(0, 1)), (1, Gen.Constant(RandomLife.Guarantees - 1)))
        from variant in Gen.Frequency((3, Gen.Constant(0)), (4, Gen.Choose(1, 5)))
        from wait in Gen.Frequency((16, Gen.Constant(0)), (3, Gen.Elements(1, 24)), (1, Gen.Elements(6 * 24, 31 * 24)))
        select new Step(move, actor, guarantee, variant, wait);

    // Fewer steps first; then each step by its right actor, at once, with good values.
    private static IEnumerable<Step[]> Shrink(Step[] steps)
    {
        for (var half = steps.Length / 2; half > 0; half /= 2)
        {
            for (var start = 0; start + half <= steps.Length; start += half)
            {
                yield return [.. steps[..start], .. steps[(start + half)..]];
            }
        }

        for (var i = 0; i < steps.Length; i++)
        {
            foreach (var simpler
                in new[]
                {
                    steps[i] with { Actor = 0 },
                    steps[i] with { WaitHours = 0 },
                    steps[i] with { Variant = 0 },
                }.Where(simpler => simpler != steps[i]))
            {
                yield return [.. steps[..i], simpler, .. steps[(i + 1)..]];
            }
        }
    }
}
