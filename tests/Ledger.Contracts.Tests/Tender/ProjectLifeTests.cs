using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.ReferenceModel;
using Ledger.Schema;

namespace Ledger.Contracts.Tests;

/// <summary>Contracts and reference model agree on every life of a project, whatever is tried on it.</summary>
public sealed class ProjectLifeTests
{
    private const int Lives = 60;
    private const int Steps = 14;

    [Fact]
    public void Contracts_and_model_agree_on_what_may_be_done_to_a_project()
    {
        var (random, outcomes) = (new Random(20_261_130), new HashSet<RefusalCode>());
        for (var life = 0; life < Lives; life++)
        {
            Live(random, outcomes);
        }

        RefusalCode[] expected =
        [
            RefusalCode.None, RefusalCode.ProjectExists, RefusalCode.UnknownProject, RefusalCode.OtherCentre, RefusalCode.NotPermitted,
            RefusalCode.ProjectInUse, RefusalCode.ProjectWithdrawn, RefusalCode.ProjectUnchanged,
        ];
        Assert.Empty(expected.Except(outcomes)); // each was met
    }

    private static void Live(Random random, HashSet<RefusalCode> outcomes)
    {
        var world = new World();
        var model = new ModelLedger(World.ChainId, CryptoSuite.Guomi, [], [], [], _ => null, _ => false);
        Call[] calls =
        [
            World.Call(World.Project()), ProjectRows.Correcting(), ProjectRows.Correcting(p => p.TendererUscc = World.Uscc(9)),
            ProjectRows.Withdrawing(), ProjectRows.Withdrawing(reason: ""), World.Call(World.Announcement()),
        ];
        Signer[] signers = [world.Centre, world.Centre, world.Centre, world.OtherCentre, world.Tenderer];
        for (var step = 0; step < Steps; step++)
        {
            // An announcement ends what may be changed, so it comes late as a rule.
            var call = calls[random.Next(step < 8 ? calls.Length - 1 : calls.Length)];
            var signer = signers[random.Next(signers.Length)];
            world.Time++;
            var chain = world.Run(signer, call);
            outcomes.Add(chain.Code);
            var said = model.Apply([call], new ModelSigner(signer.Uscc, [.. signer.Member?.Roles ?? []]), world.Time);
            Assert.True(
                chain.IsRefused == said is not null,
                $"{call}: the contracts say {chain.Code} {chain.Detail}, the model {said ?? "done"}");
        }
    }
}
